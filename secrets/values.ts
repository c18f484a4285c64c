import { isRecord } from '../model/manifest';
import type { Step } from '../model/yaml';
import { decodeBase64 } from './base64';
import { encrypted, isExample } from './examples';
import { claimOf, isKept } from './keys';
import { isOpen } from './open';
import type { Context } from './provider';
import { isSealedBySops } from './sops';

/** A value of a document that is a secret, or that is to be read further. */
export interface Value {
  readonly path: readonly Step[];
  /** The key that names it. */
  readonly key: string;
  readonly text: string;
  /** Why it is a secret whatever it looks like; undefined where only its shape can tell. */
  readonly what?: string;
}

/** Every text of a document with its path; each value of a Secret and each value that its key calls secret is marked. */
export function* valuesIn(document: unknown, context: Context): Generator<Value> {
  const isSealed = isSealedBySops(document);
  const seen = new Set<unknown>();

  function* walk(value: unknown, path: readonly Step[], key: string): Generator<Value> {
    if (typeof value === 'string' || typeof value === 'number') {
      const text = String(value);
      const claim = claimOf(key);
      const isSecret = claim !== undefined && isKept(claim, text, context);
      if (typeof value === 'string' || isSecret) yield { path, key, text, ...(isSecret && { what: `a ${claim}` }) };
      return;
    }
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        const before: unknown = value[index - 1];
        const option = typeof before === 'string' ? /^--?([\w-]+)$/.exec(before)?.[1] : undefined;
        yield* walk(item, [...path, index], option ?? key);
      }
      return;
    }
    if (!isRecord(value)) return;
    yield* kept(value, path);
    // The challenges of ACME are published.
    if (value.kind === 'Challenge') return;
    const name = typeof value.name === 'string' ? value.name : typeof value.key === 'string' ? value.key : undefined;
    for (const [inner, child] of Object.entries(value))
      yield* walk(child, [...path, inner], inner === 'value' && name !== undefined ? name : inner);
  }

  /** What an object keeps in places that are for secrets alone. */
  function* kept(object: Record<string, unknown>, path: readonly Step[]): Generator<Value> {
    if (object.kind === 'SecretList' && Array.isArray(object.items))
      for (const [index, item] of object.items.entries())
        if (isRecord(item) && item.kind === undefined) yield* filled(item, [...path, 'items', index]);
    if (object.kind === 'Secret' && !String(object.apiVersion ?? 'v1').includes('/')) yield* filled(object, path);
    if (object.kind === 'SealedSecret' && isRecord(object.spec) && isRecord(object.spec.template))
      yield* filled(object.spec.template, [...path, 'spec', 'template']);
    if (Array.isArray(object.secretGenerator))
      for (const [index, generator] of object.secretGenerator.entries())
        if (isRecord(generator) && Array.isArray(generator.literals))
          for (const [at, literal] of generator.literals.entries())
            yield* entry(literal, [...path, 'secretGenerator', index, 'literals', at], '', false);
    if (isRecord(object.auths))
      for (const [registry, login] of Object.entries(object.auths))
        if (isRecord(login) && typeof login.auth === 'string' && decodeBase64(login.auth)?.includes(':') === true)
          if (!isExample(decodeBase64(login.auth) ?? ''))
            yield { path: [...path, 'auths', registry, 'auth'], key: 'auth', text: login.auth, what: 'a login' };
  }

  function* filled(secret: Record<string, unknown>, path: readonly Step[]): Generator<Value> {
    for (const part of ['data', 'stringData'] as const) {
      const content = secret[part];
      const entries = isRecord(content)
        ? Object.entries(content)
        : Array.isArray(content)
          ? [...content.entries()]
          : [['', content] as const];
      for (const [key, value] of entries)
        yield* entry(
          value,
          key === '' ? [...path, part] : [...path, part, key],
          typeof key === 'string' ? key : '',
          part === 'data',
        );
    }
  }

  function* entry(value: unknown, path: readonly Step[], name: string, isEncoded: boolean): Generator<Value> {
    if (Array.isArray(value) || isRecord(value)) {
      for (const [key, inner] of Object.entries(value)) yield* entry(inner, [...path, key], key, isEncoded);
      return;
    }
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return;
    const [, ownKey, ownText] = (name === '' && /^([\w.-]+)=([\s\S]*)$/.exec(String(value))) || [];
    const [key, text] = [ownKey ?? name, ownText ?? String(value)];
    const plain = (isEncoded ? decodeBase64(text) : undefined) ?? text;
    if (encrypted.test(text) ? isSealed : isOpen(key, plain)) return;
    if (context === 'prose' && !isKept('token', plain, context)) return;
    yield { path, key, text, what: 'the content of a Secret' };
  }

  yield* walk(document, [], '');
}
