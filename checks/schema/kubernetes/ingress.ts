import { parseAddress } from '../../../model/cidr';
import { isObjectName } from '../../../model/dns-name';
import { field, listOf, textOf } from '../../../model/fields';
import { quoted, refused, type Violation } from '../../../model/structure/violation';
import type { Step } from '../../../model/yaml';
import { choice, dnsLabel, each, isGiven, isPortName, missing, port, portNameForm, spec, wrong } from './shared';

export function ingressViolations(object: unknown): Violation[] {
  const value = field(object, 'spec');
  const standard = field(value, 'defaultBackend');
  const className = field(value, 'ingressClassName');
  return [
    ...(listOf(value, 'rules').length === 0 && (standard === undefined || standard === null)
      ? [wrong(spec, 'the Ingress has neither `rules` nor a `defaultBackend`')]
      : []),
    ...(standard === undefined || standard === null ? [] : backendViolations(standard, [...spec, 'defaultBackend'])),
    ...(typeof className === 'string' && !isObjectName(className)
      ? [refused(className, [...spec, 'ingressClassName'], 'the name of an IngressClass')]
      : []),
    ...each(value, spec, 'rules', (rule, at) => [
      ...hostViolations(field(rule, 'host'), [...at, 'host']),
      ...(isGiven(field(rule, 'http')) && listOf(rule, 'http', 'paths').length === 0
        ? [missing([...at, 'http'], 'paths')]
        : []),
      ...each(field(rule, 'http'), [...at, 'http'], 'paths', pathViolations),
    ]),
    ...each(value, spec, 'tls', (entry, at) =>
      listOf(entry, 'hosts').flatMap((host, index) => hostViolations(host, [...at, 'hosts', index])),
    ),
  ];
}

function hostViolations(host: unknown, at: readonly Step[]): Violation[] {
  if (typeof host !== 'string' || host === '') return [];
  if (parseAddress(host) !== undefined) return [refused(host, at, 'a DNS name; an Ingress matches no addresses')];
  return isObjectName(host.replace(/^\*\./, ''))
    ? []
    : [refused(host, at, 'a DNS name in lower case, with `*.` in front if you want')];
}

function pathViolations(entry: unknown, at: readonly Step[]): Violation[] {
  const [type, path] = [field(entry, 'pathType'), field(entry, 'path')];
  const isLiteral = type === 'Exact' || type === 'Prefix';
  const isAbsolute = typeof path === 'string' && path.startsWith('/');
  const bad =
    typeof path === 'string' && isLiteral
      ? ['//', '/./', '/../', '%2f', '%2F'].find(part => path.includes(part))
      : undefined;
  const end = typeof path === 'string' && isLiteral ? ['/..', '/.'].find(part => path.endsWith(part)) : undefined;
  return [
    ...(type === '' ? [missing(at, 'pathType')] : []),
    ...choice(type, [...at, 'pathType'], 'Exact', 'Prefix', 'ImplementationSpecific'),
    ...(isLiteral && !isAbsolute ? [refused(path ?? '', [...at, 'path'], 'a path that begins with `/`')] : []),
    ...(type === 'ImplementationSpecific' && isGiven(path) && !isAbsolute
      ? [refused(path, [...at, 'path'], 'a path that begins with `/`')]
      : []),
    ...((bad ?? end) === undefined ? [] : [refused(path, [...at, 'path'], `a path without \`${bad ?? end}\``)]),
    ...backendViolations(field(entry, 'backend'), [...at, 'backend']),
  ];
}

function backendViolations(backend: unknown, at: readonly Step[]): Violation[] {
  const [service, resource] = [field(backend, 'service'), field(backend, 'resource')];
  if (isGiven(service) && isGiven(resource))
    return [wrong(at, '`service` and `resource` exclude each other', { repair: 'keep one' })];
  if (isGiven(resource))
    return ['kind', 'name'].flatMap(key => (isGiven(field(resource, key)) ? [] : [missing([...at, 'resource'], key)]));
  if (!isGiven(service)) return [missing(at, 'service')];
  const [name, number] = [field(service, 'port', 'name'), field(service, 'port', 'number')];
  const place = [...at, 'service', 'port'];
  return [
    ...(isGiven(field(service, 'name'))
      ? dnsLabel(field(service, 'name'), [...at, 'service', 'name'])
      : [missing([...at, 'service'], 'name')]),
    ...(isGiven(name) && isGiven(number) && number !== 0
      ? [wrong(place, '`name` and `number` exclude each other', { repair: 'keep one' })]
      : isGiven(name)
        ? typeof name === 'string' && !isPortName(name)
          ? [refused(name, [...place, 'name'], portNameForm)]
          : []
        : number === undefined || number === null
          ? [wrong(place, 'the port of the backend is missing', { allowed: '`number` or `name`' })]
          : port(number, [...place, 'number'])),
  ];
}

/** A controller is a domain and a path; the parameters are an object of any kind. */
export function ingressClassViolations(object: unknown): Violation[] {
  const controller = textOf(object, 'spec', 'controller');
  const parameters = field(object, 'spec', 'parameters');
  const at = [...spec, 'parameters'];
  const group = textOf(parameters, 'apiGroup');
  return [
    ...(controller === undefined
      ? [missing(spec, 'controller')]
      : /^[^/]+\/[-A-Za-z0-9/._~%!$&'()*+,;=:]+$/.test(controller) &&
          isObjectName(controller.split('/')[0]!) &&
          controller.length <= 250
        ? []
        : [refused(controller, [...spec, 'controller'], 'a domain and a path, such as `example.org/ingress`')]),
    ...(isGiven(parameters)
      ? ['kind', 'name'].flatMap(key => (isGiven(field(parameters, key)) ? [] : [missing(at, key)]))
      : []),
    ...(group === undefined || isObjectName(group) ? [] : [refused(group, [...at, 'apiGroup'], 'an API group')]),
    ...(isGiven(parameters)
      ? strictChoice(field(parameters, 'scope') ?? 'Cluster', [...at, 'scope'], 'Cluster', 'Namespace')
      : []),
    ...(field(parameters, 'scope') === 'Namespace' && !isGiven(field(parameters, 'namespace'))
      ? [missing(at, 'namespace')]
      : []),
    ...(field(parameters, 'scope') !== 'Namespace' && isGiven(field(parameters, 'namespace'))
      ? [wrong([...at, 'namespace'], '`namespace` works with `scope: Namespace` only')]
      : []),
  ];
}

const strictChoice = (value: unknown, at: readonly Step[], ...choices: readonly string[]): Violation[] =>
  choices.includes(String(value)) ? [] : [refused(value, at, choices.map(quoted).join(', '))];
