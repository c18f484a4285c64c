import { field, recordOf, textOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { type Misfit, quoted, refused } from '../../../model/structure/misfit';
import type { Step } from '../../../model/yaml';
import { byteLength } from '../metadata';
import { amount } from './resources';
import { each, isGiven, missing, wrong } from './shared';

/** kubernetes 1.36 pkg/apis/core: `MaxSecretSize`; the same for a ConfigMap. */
const maxBytes = 1024 * 1024;

const keyMisfits = (keys: readonly string[], at: string): Misfit[] =>
  keys.flatMap(key =>
    key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..')
      ? []
      : [
          wrong([at, key], `\`${key}\` is not a valid key`, {
            allowed: 'at most 253 letters, digits, `-`, `_` and `.`',
          }),
        ],
  );

const sizeMisfits = (bytes: number): Misfit[] =>
  bytes <= maxBytes ? [] : [wrong(['data'], `the data have ${bytes} bytes`, { allowed: `at most ${maxBytes} bytes` })];

export function configMapMisfits(object: unknown): Misfit[] {
  const [data, binary] = [recordOf(object, 'data'), recordOf(object, 'binaryData')];
  const bytes = [
    ...Object.values(data).map(text => byteLength(String(text ?? ''))),
    ...Object.values(binary).map(decodedLength),
  ];
  return [
    ...keyMisfits(Object.keys(data), 'data'),
    ...keyMisfits(Object.keys(binary), 'binaryData'),
    ...Object.keys(binary)
      .filter(key => Object.hasOwn(data, key))
      .map(key => wrong(['binaryData', key], `\`${key}\` is in \`data\` as well`, { repair: 'keep one' })),
    ...sizeMisfits(bytes.reduce((sum, each) => sum + each, 0)),
  ];
}

const decodedLength = (value: unknown) =>
  typeof value === 'string' ? Math.floor((value.replaceAll(/[\s=]/g, '').length * 3) / 4) : 0;

/** The keys that a Secret of a type needs. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
};

export function secretMisfits(object: unknown): Misfit[] {
  const [data, text] = [recordOf(object, 'data'), recordOf(object, 'stringData')];
  const type = textOf(object, 'type') ?? 'Opaque';
  const given = (key: string) => Object.hasOwn(data, key) || Object.hasOwn(text, key);
  const bytes = Object.values({ ...data, ...text }).map(value =>
    Object.values(text).includes(value) ? byteLength(String(value ?? '')) : decodedLength(value),
  );
  const isLogin = type === 'kubernetes.io/basic-auth' && !given('username') && !given('password');
  return [
    ...keyMisfits(Object.keys(data), 'data'),
    ...keyMisfits(Object.keys(text), 'stringData'),
    ...(Object.hasOwn(needs, type) ? needs[type]! : []).filter(key => !given(key)).map(key => missing(['data'], key)),
    ...(isLogin ? [wrong(['data'], 'a Secret for a login needs `username` or `password`')] : []),
    ...(type === 'kubernetes.io/service-account-token' &&
    textOf(object, 'metadata', 'annotations', 'kubernetes.io/service-account.name') === undefined
      ? [missing(['metadata', 'annotations'], 'kubernetes.io/service-account.name')]
      : []),
    ...jsonMisfits(
      text['.dockerconfigjson'],
      ['stringData', '.dockerconfigjson'],
      type === 'kubernetes.io/dockerconfigjson',
    ),
    ...sizeMisfits(bytes.reduce((sum, each) => sum + each, 0)),
  ];
}

function jsonMisfits(text: unknown, at: readonly Step[], isWanted: boolean): Misfit[] {
  if (!isWanted || typeof text !== 'string') return [];
  try {
    JSON.parse(text);
    return [];
  } catch {
    return [wrong(at, `\`${at.at(-1)}\` is not JSON`)];
  }
}

export function resourceQuotaMisfits(object: unknown): Misfit[] {
  return Object.entries(recordOf(object, 'spec', 'hard')).flatMap(([name, value]) => {
    const quantity = amount(value);
    const at = ['spec', 'hard', name];
    return [
      ...(isLabelKey(name) ? [] : [wrong(at, `\`${name}\` is not a valid resource`)]),
      ...(quantity !== undefined && quantity < 0n ? [refused(value, at, 'a quantity that is not negative')] : []),
    ];
  });
}

export function limitRangeMisfits(object: unknown): Misfit[] {
  const at = ['spec'];
  return each(field(object, 'spec'), at, 'limits', (limit, place) => {
    const [min, max] = [recordOf(limit, 'min'), recordOf(limit, 'max')];
    const [standard, request] = [recordOf(limit, 'default'), recordOf(limit, 'defaultRequest')];
    const order = (low: Record<string, unknown>, high: Record<string, unknown>, key: string, most: string) =>
      Object.entries(low).flatMap(([name, value]) => {
        const [a, b] = [amount(value), amount(high[name])];
        return a !== undefined && b !== undefined && a > b
          ? [refused(value, [...place, key, name], `at most ${quoted(high[name])}, the \`${most}\``)]
          : [];
      });
    return [
      ...(isGiven(field(limit, 'type')) ? [] : [missing(place, 'type')]),
      ...order(min, max, 'min', 'max'),
      ...order(standard, max, 'default', 'max'),
      ...order(request, max, 'defaultRequest', 'max'),
      ...order(request, standard, 'defaultRequest', 'default'),
      ...order(min, standard, 'min', 'default'),
      ...order(min, request, 'min', 'defaultRequest'),
      ...(field(limit, 'type') === 'Pod' && (Object.keys(standard).length > 0 || Object.keys(request).length > 0)
        ? [wrong(place, 'a limit of type `Pod` has no defaults', { repair: 'remove `default` and `defaultRequest`' })]
        : []),
    ];
  });
}
