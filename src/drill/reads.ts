import { Gap } from '../model/gap.ts';
import { Link, type Resource } from '../model/resource.ts';
import type { World } from '../model/world.ts';
import type { Read } from './path.ts';

/** Reads resources, and remembers what it read. */
export class Reads {
  readonly list: Read[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** A field as the collector left it: a value, a gap, or nothing. */
  field(resource: Resource, property: string): unknown {
    const value = resource.fields[property];
    this.list.push({ resource, property, value });
    return value;
  }

  /** A list's elements and its holes. */
  elements(
    resource: Resource,
    property: string,
  ): { readonly known: readonly unknown[]; readonly holes: readonly Gap[] } {
    const value = this.field(resource, property);
    if (value instanceof Gap) return { known: [], holes: [value] };
    const all = Array.isArray(value) ? (value as readonly unknown[]) : [];
    return {
      known: all.filter((each) => !(each instanceof Gap)),
      holes: all.filter((each) => each instanceof Gap),
    };
  }

  /** The targets of a list of links, its holes, and the ids of links that lead nowhere. */
  targets(resource: Resource, property: string) {
    const { known, holes } = this.elements(resource, property);
    const found: Resource[] = [];
    const gaps = [...holes];
    const dangling: string[] = [];
    for (const link of known) {
      if (!(link instanceof Link)) continue;
      const target = this.#world.find(link);
      if (target === 'dangling') dangling.push(link.id);
      else if (target instanceof Gap) gaps.push(target);
      else found.push(target);
    }
    return { found, gaps, dangling };
  }

  /** The target of a link; nothing where no link is configured. */
  target(resource: Resource, property: string): Resource | 'dangling' | Gap | undefined {
    const link = this.field(resource, property);
    if (link instanceof Gap) return link;
    return link instanceof Link ? this.#world.find(link) : undefined;
  }
}
