import { field, recordOf, textOf } from '../../../model/fields';
import { isLabelKey } from '../../../model/label';
import { isRecord } from '../../../model/manifest';
import { own } from '../../../model/own';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { byteLength } from '../metadata';
import { amount } from './resources';
import { each, isGiven, missing, unique, wrong } from './shared';

const levels = ['privileged', 'baseline', 'restricted'];

/** The labels of Pod Security, which the API server reads (kubernetes 1.36 pod-security-admission). */
export function namespaceViolations(object: unknown): Violation[] {
  const labels = recordOf(object, 'metadata', 'labels');
  return ['enforce', 'audit', 'warn'].flatMap(mode => {
    const key = `pod-security.kubernetes.io/${mode}`;
    const [level, version] = [labels[key], labels[`${key}-version`]];
    const at = ['metadata', 'labels'];
    return [
      ...(level === undefined || levels.includes(String(level))
        ? []
        : [refused(level, [...at, key], levels.map(quoted).join(', '))]),
      ...(version === undefined || /^(latest|v1\.(0|[1-9]\d*))$/.test(String(version))
        ? []
        : [refused(version, [...at, `${key}-version`], '`latest`, or a version such as `v1.36`')]),
    ];
  });
}

/** kubernetes 1.36 pkg/apis/core: `MaxSecretSize`; the same for a ConfigMap. */
const maxBytes = 1024 * 1024;

const keyViolations = (keys: readonly string[], at: string): Violation[] =>
  keys.flatMap(key =>
    key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..')
      ? []
      : [
          wrong([at, key], `\`${key}\` is not a valid key`, {
            allowed: 'at most 253 letters, digits, `-`, `_` and `.`',
          }),
        ],
  );

const sizeViolations = (bytes: number): Violation[] =>
  bytes <= maxBytes ? [] : [wrong(['data'], `the data have ${bytes} bytes`, { allowed: `at most ${maxBytes} bytes` })];

export function configMapViolations(object: unknown): Violation[] {
  const [data, binary] = [recordOf(object, 'data'), recordOf(object, 'binaryData')];
  const bytes = [
    ...Object.values(data).map(text => byteLength(String(text ?? ''))),
    ...Object.values(binary).map(decodedLength),
  ];
  return [
    ...keyViolations(Object.keys(data), 'data'),
    ...keyViolations(Object.keys(binary), 'binaryData'),
    ...Object.keys(binary)
      .filter(key => Object.hasOwn(data, key))
      .map(key => wrong(['binaryData', key], `\`${key}\` is in \`data\` as well`, { repair: 'keep one' })),
    ...sizeViolations(bytes.reduce((sum, each) => sum + each, 0)),
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

export function secretViolations(object: unknown): Violation[] {
  const [data, text] = [recordOf(object, 'data'), recordOf(object, 'stringData')];
  const type = textOf(object, 'type') ?? 'Opaque';
  const given = (key: string) => Object.hasOwn(data, key) || Object.hasOwn(text, key);
  const bytes = Object.values({ ...data, ...text }).map(value =>
    Object.values(text).includes(value) ? byteLength(String(value ?? '')) : decodedLength(value),
  );
  const isLogin = type === 'kubernetes.io/basic-auth' && !given('username') && !given('password');
  return [
    ...keyViolations(Object.keys(data), 'data'),
    ...keyViolations(Object.keys(text), 'stringData'),
    ...(own(needs, type) ?? []).filter(key => !given(key)).map(key => missing(['data'], key)),
    ...(isLogin ? [wrong(['data'], 'a Secret for a login needs `username` or `password`')] : []),
    ...(type === 'kubernetes.io/service-account-token' &&
    textOf(object, 'metadata', 'annotations', 'kubernetes.io/service-account.name') === undefined
      ? [missing(['metadata', 'annotations'], 'kubernetes.io/service-account.name')]
      : []),
    ...jsonViolations(
      text['.dockerconfigjson'],
      ['stringData', '.dockerconfigjson'],
      type === 'kubernetes.io/dockerconfigjson',
    ),
    ...sizeViolations(bytes.reduce((sum, each) => sum + each, 0)),
  ];
}

function jsonViolations(text: unknown, at: readonly Step[], isWanted: boolean): Violation[] {
  if (!isWanted || typeof text !== 'string') return [];
  try {
    if (isRecord(JSON.parse(text))) return [];
    return [wrong(at, `\`${at.at(-1)}\` is not a JSON object`)];
  } catch {
    return [wrong(at, `\`${at.at(-1)}\` is not JSON`)];
  }
}

const counts = [
  ...[
    'pods',
    'services',
    'replicationcontrollers',
    'resourcequotas',
    'secrets',
    'configmaps',
    'persistentvolumeclaims',
  ],
  ...['services.nodeports', 'services.loadbalancers'],
];
const isCount = (name: string) => counts.includes(name) || name.startsWith('count/');

export function resourceQuotaViolations(object: unknown): Violation[] {
  return Object.entries(recordOf(object, 'spec', 'hard')).flatMap(([name, value]) => {
    const quantity = amount(value);
    const at = ['spec', 'hard', name];
    return [
      ...(isLabelKey(name) ? [] : [wrong(at, `\`${name}\` is not a valid resource`)]),
      ...(quantity !== undefined && quantity < 0n ? [refused(value, at, 'a quantity that is not negative')] : []),
      ...(quantity !== undefined && isCount(name) && quantity % 10n ** 9n !== 0n
        ? [refused(value, at, 'a whole number')]
        : []),
    ];
  });
}

const limitTypes = ['Pod', 'Container', 'PersistentVolumeClaim'];
const limited = ['cpu', 'memory', 'ephemeral-storage'];

export function limitRangeViolations(object: unknown): Violation[] {
  const at = ['spec'];
  const twins = unique(field(object, 'spec'), at, 'limits', limit => textOf(limit, 'type'), 'type');
  const own = each(field(object, 'spec'), at, 'limits', (limit, place) => {
    const [min, max] = [recordOf(limit, 'min'), recordOf(limit, 'max')];
    const [standard, request] = [recordOf(limit, 'default'), recordOf(limit, 'defaultRequest')];
    const order = (low: Record<string, unknown>, high: Record<string, unknown>, key: string, most: string) =>
      Object.entries(low).flatMap(([name, value]) => {
        const [a, b] = [amount(value), amount(high[name])];
        return a !== undefined && b !== undefined && a > b
          ? [refused(value, [...place, key, name], `at most ${quoted(high[name])}, the \`${most}\``)]
          : [];
      });
    const type = textOf(limit, 'type');
    const isKnown = type === undefined || limitTypes.includes(type) || (type.includes('/') && isLabelKey(type));
    const names = (['min', 'max', 'default', 'defaultRequest'] as const).flatMap(key =>
      Object.keys(recordOf(limit, key)).flatMap(name =>
        type === 'PersistentVolumeClaim' ||
        limited.includes(name) ||
        name.startsWith('hugepages-') ||
        name.includes('/')
          ? []
          : [wrong([...place, key, name], `unknown resource \`${name}\``, { allowed: limited.map(quoted).join(', ') })],
      ),
    );
    return [
      ...(isGiven(type) ? [] : [missing(place, 'type')]),
      ...(isKnown ? [] : [refused(type, [...place, 'type'], limitTypes.map(quoted).join(', '))]),
      ...names,
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
  return [...own, ...twins];
}
