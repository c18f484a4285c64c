import type { Endpoint, Flow } from '../../../../policy/input';
import { clients, parameters, servers } from './deployment';

/** What a scenario is restricted to. */
export interface Restriction {
  readonly source?: Readonly<Record<string, string>>;
  readonly destination?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
  /** Of requests whose TLS is terminated on the way. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request of a scenario, with what expectations ask of its ends. */
export interface Action {
  readonly flow: Flow;
  readonly source: Endpoint;
  readonly labels: Readonly<Record<string, string>>;
  /** As it is written: of a request without a path, none. */
  readonly path: string;
  readonly address: string;
  /** The scenario looks at the flows of the source alone: no reason that is expected at the destination is verified. */
  readonly isOneSided?: true;
}

type Scenario = (restriction: Restriction) => Action[];

const isMatching = ({ labels = {} }: Endpoint, wanted: Readonly<Record<string, string>> = {}) =>
  Object.entries(wanted).every(([key, value]) => labels[key] === value);

const pairs = ({ source, destination }: Restriction, targets: readonly Endpoint[]) =>
  clients
    .filter(client => isMatching(client, source))
    .flatMap(client =>
      targets.filter(target => isMatching(target, destination)).map(target => [client, target] as const),
    );

const call = (client: Endpoint, server: Endpoint, path: string, method = 'GET', headers = {}): Action => ({
  source: client,
  labels: { ...server.labels, ...headers },
  path,
  address: server.name,
  flow: {
    from: client.name,
    to: server.name,
    port: 8080,
    protocol: 'TCP',
    http: { method, path: path || '/', host: `${server.name}:8080`, headers },
  },
});

const podToPod: Scenario = restriction =>
  pairs(restriction, servers).map(([client, server]) => call(client, server, '', restriction.method));

const podToPodWithEndpoints: Scenario = restriction =>
  pairs(restriction, servers).flatMap(([client, server]) =>
    (restriction.path === undefined ? ['public', 'private'] : [restriction.path]).flatMap(path => {
      const plain = call(client, server, `/${path}`, restriction.method);
      const secret = { 'X-Very-Secret-Token': '42' };
      return path === 'private' ? [plain, call(client, server, `/${path}`, restriction.method, secret)] : [plain];
    }),
  );

const clientToClient: Scenario = restriction =>
  pairs(restriction, clients)
    .filter(([client, other]) => client !== other)
    .map(([client, other]) => ({
      source: client,
      labels: other.labels ?? {},
      path: '',
      address: other.name,
      flow: { from: client.name, to: other.name, port: 8, protocol: 'ICMP' },
    }));

/** A request to a name or an address outside; over TLS only the name of the server is seen. */
function outside(client: Endpoint, host: string, port: 80 | 443, path = '', headers?: Restriction['headers']): Action {
  const isName = /[a-z]/.test(host) && !host.includes(':');
  const name = host.replace(/\.$/, '');
  const isSeen = port === 80 || headers !== undefined;
  return {
    source: client,
    labels: {},
    path,
    address: host,
    flow: {
      from: client.name,
      to: isName ? `fqdn:${name}` : `cidr:${host}`,
      port,
      protocol: 'TCP',
      ...(isSeen && { http: { method: 'GET', path: path || '/', host: name, ...(headers && { headers }) } }),
      ...(port === 443 && isName && { sni: name }),
    },
  };
}

const { ExternalTarget, ExternalOtherTarget, ExternalIPv4, ExternalOtherIPv4 } = parameters;

/** Clients ping their own node and the other. */
const podToHost: Scenario = restriction =>
  clients
    .filter(client => isMatching(client, restriction.source))
    .flatMap(client =>
      ['host', 'remote-node'].map(node => ({
        source: client,
        labels: {},
        path: '',
        address: node,
        isOneSided: true,
        flow: { from: client.name, to: `entity:${node}`, port: 8, protocol: 'ICMP' },
      })),
    );

const intercepted =
  (...hosts: readonly string[]): Scenario =>
  ({ headers = {} }) =>
    clients.flatMap(client => hosts.map(host => outside(client, host, 443, '', headers)));

/** By the name of the function that makes a scenario (cilium-cli 1.19 connectivity/tests), IPv4 alone. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  PodToPod: podToPod,
  PodToPodWithEndpoints: podToPodWithEndpoints,
  ClientToClient: clientToClient,
  PodToWorld: () =>
    clients.flatMap(client => [
      outside(client, ExternalTarget, 80),
      outside(client, ExternalTarget, 443),
      outside(client, ExternalTarget, 443, '/index.html'),
    ]),
  PodToWorld2: () => clients.map(client => outside(client, ExternalOtherTarget, 443)),
  // Policies see the server behind the Service.
  PodToService: podToPod,
  PodToHost: podToHost,
  PodToWorldWithTLSIntercept: intercepted(ExternalTarget),
  PodToWorldWithExtraTLSIntercept: intercepted(ExternalTarget, ExternalOtherTarget),
  PodToCIDR: () =>
    clients.flatMap(client => [ExternalIPv4, ExternalOtherIPv4].map(address => outside(client, address, 443))),
};
