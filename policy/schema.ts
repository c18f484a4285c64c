import { isRecord } from '../model/manifest';
import type { Step } from '../model/yaml';

/** What a value has to look like, as far as the CRDs say it. Every field may be absent unless `needs` names it. */
export type Shape =
  | { readonly is: 'string'; readonly oneOf?: readonly string[]; readonly pattern?: RegExp; readonly max?: number }
  | { readonly is: 'boolean' | 'any' }
  | { readonly is: 'integer'; readonly min?: number; readonly max?: number }
  | { readonly is: 'port'; readonly max?: number }
  | { readonly is: 'list'; readonly of: Shape; readonly max?: number }
  | { readonly is: 'map'; readonly of: Shape }
  | { readonly is: 'object'; readonly fields: Readonly<Record<string, Shape>>; readonly needs?: readonly string[] };

/** One fault against a shape. */
export interface Misfit {
  readonly kind: 'type' | 'value' | 'unknown';
  readonly path: readonly Step[];
  readonly found: unknown;
  readonly allowed: string;
  /** Fields that exist where an unknown one was found. */
  readonly candidates?: readonly string[];
}

/** Every fault of a value against its shape. */
export function findMisfits(value: unknown, shape: Shape, path: readonly Step[]): Misfit[] {
  const misfit = (kind: Misfit['kind'], allowed: string): Misfit[] => [{ kind, path, found: value, allowed }];
  switch (shape.is) {
    case 'any':
      return [];
    case 'boolean':
      return typeof value === 'boolean' ? [] : misfit('type', 'true or false');
    case 'integer':
      if (!Number.isInteger(value)) return misfit('type', 'an integer');
      return isBetween(value as number, shape.min ?? 0, shape.max) ? [] : misfit('value', range(shape));
    case 'port':
      return typeof value === 'string' || Number.isInteger(value) ? [] : misfit('type', 'a number or a name');
    case 'string':
      if (typeof value !== 'string') return misfit('type', 'a string');
      if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) return misfit('value', shape.oneOf.join(', '));
      if (shape.max !== undefined && value.length > shape.max)
        return misfit('value', `at most ${shape.max} characters`);
      return shape.pattern === undefined || shape.pattern.test(value) ? [] : misfit('value', `${shape.pattern}`);
    case 'list':
      if (!Array.isArray(value)) return misfit('type', 'a list');
      return [
        ...(shape.max !== undefined && value.length > shape.max ? misfit('value', `at most ${shape.max} items`) : []),
        ...value.flatMap((item, index) => findMisfits(item, shape.of, [...path, index])),
      ];
    case 'map':
      if (!isRecord(value)) return misfit('type', 'a mapping');
      return Object.entries(value).flatMap(([key, item]) => findMisfits(item, shape.of, [...path, key]));
    case 'object': {
      if (!isRecord(value)) return misfit('type', 'a mapping');
      const missing = (shape.needs ?? []).filter(key => value[key] === undefined);
      return [
        ...missing.map(key => ({ kind: 'value' as const, path: [...path, key], found: undefined, allowed: 'a value' })),
        ...Object.entries(value).flatMap(([key, item]): Misfit[] => {
          const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
          if (field !== undefined) return findMisfits(item, field, [...path, key]);
          const candidates = Object.keys(shape.fields);
          return [{ kind: 'unknown', path: [...path, key], found: item, allowed: candidates.join(', '), candidates }];
        }),
      ];
    }
  }
}

const isBetween = (value: number, min: number, max = Number.MAX_SAFE_INTEGER) => value >= min && value <= max;
const range = (shape: { min?: number; max?: number }) => `${shape.min ?? 0}–${shape.max ?? 'any'}`;
