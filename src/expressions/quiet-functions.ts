import type { Environment } from '@marcbachmann/cel-js';
import type { Resource } from '../model/resource.ts';
import { Evidence } from './values.ts';

/** Adds a function of a resource, such as `account.alarmTopic()`, that gives text for the commands of a fix. */
export type RegisterQuiet = (
  call: string,
  placeholder: string,
  write: (resource: Resource, ...args: never[]) => string | undefined,
) => void;

/**
 * How functions are added that only fill in fixes. They judge nothing, so they read quietly and never throw: what
 * there is not, or could not be read, stays the placeholder, a word in capitals for people to fill in.
 */
export const quietlyIn =
  (environment: Environment): RegisterQuiet =>
  (call, placeholder, write) => {
    environment.registerFunction(`${call}: string`, (instance: Evidence, ...args: never[]) => {
      const { resource } = Evidence.source(instance);
      return (resource && write(resource, ...args)) ?? placeholder;
    });
  };
