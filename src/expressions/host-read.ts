import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import { evaluationUnderWay, type Touch, Unreadable, unreadable } from './touched.ts';
import { Evidence } from './values.ts';

/** The resource a value stands for; throws when only a gap is known of it. */
export function resourceOf(instance: Evidence): Resource {
  const { resource, gap } = Evidence.source(instance);
  if (gap) return unreadable(gap);
  if (!resource) throw new Error('a function of a resource was called on something that does not exist');
  return resource;
}

/** A field as the collector left it; throws when it is a gap. */
export function rawField(instance: Evidence, name: string): unknown {
  const { resource, path, gap } = Evidence.source(instance);
  if (gap) return unreadable(gap);
  const value = resource?.fields[name];
  Evidence.touch(instance, name, `${path}.${name}`, value);
  return value instanceof Gap ? unreadable(value) : value;
}

/** The target of a link field: a resource, `dangling`, or nothing where none is configured. Throws when that is not known. */
export function targetOf(instance: Evidence, name: string): Resource | 'dangling' | undefined {
  const link = rawField(instance, name);
  if (!(link instanceof Link)) return undefined;
  const target = evaluationUnderWay().world.find(link);
  return target instanceof Gap ? unreadable(target) : target;
}

/** A field of a resource as it is, gaps included, noted as read; `path` says how the resource was come by. */
export function notedField(resource: Resource, name: string, path: string): unknown {
  const value = resource.fields[name];
  note([{ resource, property: name, value, path: `${path}.${name}` }]);
  return value;
}

/** The same; throws when it is a gap. */
export function fieldOf(resource: Resource, name: string, path: string): unknown {
  const value = notedField(resource, name, path);
  return value instanceof Gap ? unreadable(value) : value;
}

/** Notes what was read outside of expressions. */
export function note(touches: readonly Touch[]): void {
  evaluationUnderWay().touches.push(...touches);
}

/** Notes several gaps, and throws the first. */
export function unreadableAll(gaps: readonly Gap[]): never {
  const { gaps: noted } = evaluationUnderWay();
  for (const gap of gaps) noted.add(gap);
  throw new Unreadable(gaps[0] ?? new Gap('failed', 'something could not be read'));
}
