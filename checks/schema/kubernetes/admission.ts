import { isObjectName } from '../../../model/dns-name';
import { field, listOf, textOf } from '../../../model/fields';
import { refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { choice, each, isGiven, missing, oneOf, range, selectorViolations, unique, wrong } from './shared';

export function webhookViolations(object: unknown): Violation[] {
  return [
    ...each(object, [], 'webhooks', (webhook, at) => [
      ...nameViolations(textOf(webhook, 'name') ?? '', [...at, 'name']),
      ...clientViolations(field(webhook, 'clientConfig'), [...at, 'clientConfig']),
      ...choice(field(webhook, 'sideEffects'), [...at, 'sideEffects'], 'None', 'NoneOnDryRun'),
      ...versionViolations(webhook, at),
      ...range(field(webhook, 'timeoutSeconds'), [...at, 'timeoutSeconds'], 1, 30),
      ...selectorViolations(field(webhook, 'namespaceSelector'), [...at, 'namespaceSelector']),
      ...selectorViolations(field(webhook, 'objectSelector'), [...at, 'objectSelector']),
      ...each(webhook, at, 'rules', ruleViolations),
    ]),
    ...unique(object, [], 'webhooks', item => textOf(item, 'name'), 'name'),
  ];
}

const nameViolations = (name: string, at: readonly Step[]): Violation[] =>
  name.split('.').length >= 3 && isObjectName(name)
    ? []
    : [refused(name, at, 'a domain of at least three parts, such as `pods.example.org`')];

function clientViolations(config: unknown, at: readonly Step[]): Violation[] {
  const url = textOf(config, 'url');
  const service = field(config, 'service');
  const place = [...at, 'service'];
  return [
    ...oneOf(config, at, ['url', 'service'], 'address', true),
    ...(url === undefined || /^https:\/\/[^/]+/i.test(url)
      ? []
      : [refused(url, [...at, 'url'], 'an address that begins with `https://`')]),
    ...(isGiven(service)
      ? ['namespace', 'name'].flatMap(key => (isGiven(field(service, key)) ? [] : [missing(place, key)]))
      : []),
    ...pathViolations(textOf(service, 'path'), [...place, 'path']),
    ...range(field(service, 'port'), [...place, 'port'], 1, 65_535),
  ];
}

function pathViolations(path: string | undefined, at: readonly Step[]): Violation[] {
  if (path === undefined || path === '/') return [];
  const steps = path.replace(/^\/|\/$/g, '').split('/');
  return path.startsWith('/') && steps.every(isObjectName)
    ? []
    : [refused(path, at, 'a path such as `/validate`, of lower-case letters, digits, `-` and `.`')];
}

function versionViolations(webhook: unknown, at: readonly Step[]): Violation[] {
  const versions = listOf(webhook, 'admissionReviewVersions');
  const place = [...at, 'admissionReviewVersions'];
  if (versions.length === 0) return [missing(at, 'admissionReviewVersions')];
  const isKnown = versions.includes('v1') || versions.includes('v1beta1');
  return [
    ...(isKnown ? [] : [refused(versions.join(', '), place, 'a list with `v1`')]),
    ...versions.flatMap((version, index) =>
      /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(String(version))
        ? []
        : [refused(version, [...place, index], 'a version, such as `v1`')],
    ),
    ...(new Set(versions).size < versions.length
      ? [wrong(place, 'a version is listed twice', { repair: 'remove one' })]
      : []),
  ];
}

/** A rule of a webhook or of an admission policy: which requests it is about. */
function ruleViolations(rule: unknown, at: readonly Step[]): Violation[] {
  return ['operations', 'apiGroups', 'apiVersions', 'resources'].flatMap(key => {
    const items = listOf(rule, key);
    const place = [...at, key];
    if (items.length === 0) return [missing(at, key)];
    return [
      ...(key !== 'resources' && items.length > 1 && items.includes('*')
        ? [wrong(place, `\`*\` in \`${key}\` excludes every other item`, { repair: 'keep `*` alone' })]
        : []),
      ...(key === 'apiGroups'
        ? []
        : items.flatMap((item, index) =>
            isGiven(item) ? [] : [wrong([...place, index], `an item of \`${key}\` is empty`)],
          )),
    ];
  });
}

export function admissionPolicyViolations(object: unknown): Violation[] {
  const spec = field(object, 'spec');
  const at = ['spec', 'matchConstraints'];
  const constraints = field(spec, 'matchConstraints');
  const isMutating = field(object, 'kind') === 'MutatingAdmissionPolicy';
  const judges = isMutating ? ['mutations'] : ['validations', 'auditAnnotations'];
  return [
    ...(isGiven(constraints) ? [] : [missing(['spec'], 'matchConstraints')]),
    ...(isGiven(constraints) && listOf(constraints, 'resourceRules').length === 0
      ? [missing(at, 'resourceRules')]
      : []),
    ...each(constraints, at, 'resourceRules', ruleViolations),
    ...selectorViolations(field(constraints, 'namespaceSelector'), [...at, 'namespaceSelector']),
    ...selectorViolations(field(constraints, 'objectSelector'), [...at, 'objectSelector']),
    ...(judges.every(key => listOf(spec, key).length === 0) ? [missing(['spec'], judges[0]!)] : []),
    ...each(spec, ['spec'], 'validations', (validation, place) =>
      isGiven(field(validation, 'expression')) ? [] : [missing(place, 'expression')],
    ),
  ];
}

export function policyBindingViolations(object: unknown): Violation[] {
  const name = textOf(object, 'spec', 'policyName');
  const isMutating = field(object, 'kind') === 'MutatingAdmissionPolicyBinding';
  const actions = listOf(object, 'spec', 'validationActions');
  const place = ['spec', 'validationActions'];
  return [
    ...(name === undefined ? [missing(['spec'], 'policyName')] : []),
    ...(name === undefined || isObjectName(name)
      ? []
      : [refused(name, ['spec', 'policyName'], 'the name of a policy')]),
    ...(isMutating || actions.length > 0 ? [] : [missing(['spec'], 'validationActions')]),
    ...(actions.includes('Deny') && actions.includes('Warn')
      ? [wrong(place, '`Deny` and `Warn` exclude each other', { repair: 'keep one' })]
      : []),
  ];
}
