import { RE2JS } from 're2js';
import { field, listOf, recordOf, recordsOf, textOf } from '../../model/fields';
import { groupOf, type KubernetesObject, type Manifest } from '../../model/manifest';
import { re2Fault } from '../../model/re2';
import type { HttpRequest } from '../input';

/** A Gateway or an Ingress with the routes that attach to it. */
export interface Gateway {
  readonly kind: 'Gateway' | 'Ingress';
  readonly namespace: string;
  readonly name: string;
  /** Whether Cilium's Envoy serves it; undefined where its class is not in the manifests. */
  readonly isOfCilium?: boolean;
  readonly className: string;
  readonly addresses: readonly string[];
  readonly routes: readonly GatewayRoute[];
}

/** Requests of some hosts and paths, and the Services that take them; none where the Gateway itself answers. */
export interface GatewayRoute {
  readonly hosts: readonly string[];
  readonly path: PathMatch;
  readonly method?: string;
  readonly backends: readonly RouteBackend[];
}

export interface RouteBackend {
  readonly namespace: string;
  readonly name: string;
  /** A number, or a name of the Service's ports. */
  readonly port: number | string;
}

interface PathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

const everyPath: PathMatch = { type: 'PathPrefix', value: '/' };
const controllers = { Gateway: 'io.cilium/gateway-controller', Ingress: 'cilium.io/ingress-controller' };
const routeKinds = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];

export function readGateways(manifests: readonly Manifest[]): Gateway[] {
  const objects = manifests.map(({ object }) => object);
  const classes = new Map(
    objects.flatMap(object => {
      const controller = textOf(object, 'spec', 'controllerName') ?? textOf(object, 'spec', 'controller');
      const isClass = object.kind === 'GatewayClass' || object.kind === 'IngressClass';
      return isClass && controller !== undefined
        ? [[`${object.kind} ${object.metadata.name}`, controller] as const]
        : [];
    }),
  );
  const routes = objects.filter(
    object => routeKinds.includes(object.kind) && groupOf(object) === 'gateway.networking.k8s.io',
  );
  const served = (kind: Gateway['kind'], className: string) => {
    const controller = classes.get(`${kind}Class ${className}`);
    if (controller !== undefined) return { isOfCilium: controller === controllers[kind] };
    return className === 'cilium' ? { isOfCilium: true } : {};
  };
  return objects.flatMap((object): Gateway[] => {
    const { name, namespace = 'default' } = object.metadata;
    if (object.kind === 'Gateway' && groupOf(object) === 'gateway.networking.k8s.io') {
      const className = textOf(object, 'spec', 'gatewayClassName') ?? '';
      const addresses = [...recordsOf(object, 'spec', 'addresses'), ...recordsOf(object, 'status', 'addresses')];
      return [
        {
          kind: 'Gateway',
          namespace,
          name,
          className,
          ...served('Gateway', className),
          addresses: addresses.flatMap(each => textOf(each, 'value') ?? []),
          routes: routes.filter(route => attaches(route, namespace, name)).flatMap(routesOf),
        },
      ];
    }
    if (object.kind !== 'Ingress' || groupOf(object) !== 'networking.k8s.io') return [];
    const className = textOf(object, 'spec', 'ingressClassName') ?? '';
    const addresses = recordsOf(object, 'status', 'loadBalancer', 'ingress').flatMap(each => textOf(each, 'ip') ?? []);
    return [
      {
        kind: 'Ingress',
        namespace,
        name,
        className,
        ...served('Ingress', className),
        addresses,
        routes: ingressRoutes(object),
      },
    ];
  });
}

function attaches(route: KubernetesObject, namespace: string, name: string): boolean {
  const own = route.metadata.namespace ?? 'default';
  return recordsOf(route, 'spec', 'parentRefs').some(
    ref =>
      textOf(ref, 'name') === name &&
      (textOf(ref, 'namespace') ?? own) === namespace &&
      (textOf(ref, 'kind') ?? 'Gateway') === 'Gateway',
  );
}

function routesOf(route: KubernetesObject): GatewayRoute[] {
  const own = route.metadata.namespace ?? 'default';
  const hosts = listOf(route, 'spec', 'hostnames').map(String);
  return recordsOf(route, 'spec', 'rules').flatMap(rule => {
    const backends = recordsOf(rule, 'backendRefs')
      .filter(ref => ref.weight !== 0)
      .map(ref => backendOf(textOf(ref, 'namespace') ?? own, textOf(ref, 'name'), ref.port));
    const matches = recordsOf(rule, 'matches');
    return (matches.length === 0 ? [{}] : matches).map(match => {
      const method = route.kind === 'HTTPRoute' ? textOf(match, 'method') : undefined;
      return { hosts, path: pathOf(recordOf(match, 'path')), backends: backends.flat(), ...(method && { method }) };
    });
  });
}

function ingressRoutes(object: KubernetesObject): GatewayRoute[] {
  const namespace = object.metadata.namespace ?? 'default';
  const backend = (value: unknown) =>
    backendOf(
      namespace,
      textOf(value, 'service', 'name'),
      field(value, 'service', 'port', 'number') ?? field(value, 'service', 'port', 'name'),
    );
  const fallback = field(object, 'spec', 'defaultBackend');
  return [
    ...recordsOf(object, 'spec', 'rules').flatMap(rule =>
      recordsOf(rule, 'http', 'paths').map(path => ({
        hosts: [textOf(rule, 'host') ?? []].flat(),
        path: pathOf({ type: textOf(path, 'pathType') === 'Exact' ? 'Exact' : 'PathPrefix', value: path.path }),
        backends: backend(path.backend),
      })),
    ),
    ...(fallback === undefined ? [] : [{ hosts: [], path: everyPath, backends: backend(fallback) }]),
  ];
}

const backendOf = (namespace: string, name: string | undefined, port: unknown): RouteBackend[] =>
  name !== undefined && (typeof port === 'number' || typeof port === 'string') ? [{ namespace, name, port }] : [];

function pathOf({ type, value }: Record<string, unknown>): PathMatch {
  const text = typeof value === 'string' && value !== '' ? value : '/';
  return { type: type === 'Exact' || type === 'RegularExpression' ? type : 'PathPrefix', value: text };
}

/** The routes that a request may take: of those that match it the most specific; all where it is not said. */
export function routesFor(
  { routes }: Gateway,
  request: HttpRequest | undefined,
  host: string | undefined,
): GatewayRoute[] {
  const ofHost = routes.filter(
    ({ hosts }) => host === undefined || hosts.length === 0 || hosts.some(each => matchesHost(each, host)),
  );
  if (request === undefined) return ofHost;
  const path = request.path.replace(/[?].*$/, '');
  const matching = ofHost.filter(
    route => (route.method === undefined || route.method === request.method) && matchesPath(route.path, path),
  );
  const weight = ({ path: { type, value }, hosts }: GatewayRoute) =>
    (host !== undefined && hosts.includes(host) ? 1e6 : 0) + (type === 'Exact' ? 1e5 : 0) + value.length;
  const best = Math.max(...matching.map(weight));
  return matching.filter(route => weight(route) === best);
}

export const matchesHost = (pattern: string, host: string) =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1 : pattern === host;

function matchesPath({ type, value }: PathMatch, path: string): boolean {
  if (type === 'Exact') return path === value;
  if (type === 'RegularExpression') return re2Fault(value) === undefined && RE2JS.matches(value, path);
  const prefix = value.replace(/[/]$/, '');
  return path === prefix || path.startsWith(`${prefix}/`);
}
