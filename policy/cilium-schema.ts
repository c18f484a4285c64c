import type { Shape } from './schema';

/** The fields of CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy rules that Cilium 1.19 and 1.20 both have
 *  (CRDs of `cilium.io/v2`). Limits that the agent checks too are left to `policy/refuse/`. */

const text: Shape = { is: 'string' };
const texts: Shape = { is: 'map', of: text };
const list = (of: Shape, max?: number): Shape => (max === undefined ? { is: 'list', of } : { is: 'list', of, max });
const object = (fields: Readonly<Record<string, Shape>>, ...needs: string[]): Shape => ({
  is: 'object',
  fields,
  needs,
});
const oneOf = (...values: string[]): Shape => ({ is: 'string', oneOf: values });

const selector = object({
  matchLabels: texts,
  matchExpressions: list(object({ key: text, operator: text, values: list(text) }, 'key', 'operator')),
});

const cidrRule = object({ cidr: text, cidrGroupRef: text, cidrGroupSelector: selector, except: list(text) });

const groups = list(
  object({
    aws: object({
      labels: texts,
      region: text,
      securityGroupsIds: list(text),
      securityGroupsNames: list(text),
    }),
  }),
);

const icmps = list(object({ fields: list(object({ family: text, type: { is: 'port' } }, 'type')) }));

const ports = list(
  object({
    port: text,
    endPort: { is: 'integer', max: 65_535 },
    protocol: oneOf('TCP', 'UDP', 'SCTP', 'VRRP', 'IGMP', 'ANY'),
  }),
);

const secret = object({ name: text, namespace: text }, 'name');
const tls = object({ secret, certificate: text, privateKey: text, trustedCA: text }, 'secret');
const fqdn = { matchName: { is: 'string', max: 255 }, matchPattern: { is: 'string', max: 255 } } as const;

const http = object({
  method: text,
  path: text,
  host: text,
  headers: list(text),
  headerMatches: list(object({ name: text, value: text, secret, mismatch: text })),
});

const allowPorts = list(
  object({
    ports,
    terminatingTLS: tls,
    originatingTLS: tls,
    serverNames: list({ is: 'string', max: 255, pattern: /^(\*?\*\.)?([-a-zA-Z0-9_]+\.?)*$/ }),
    listener: object(
      {
        envoyConfig: object({ kind: oneOf('CiliumEnvoyConfig', 'CiliumClusterwideEnvoyConfig'), name: text }, 'name'),
        name: text,
        priority: { is: 'integer', min: 1, max: 100 },
      },
      'envoyConfig',
      'name',
    ),
    rules: object({ http: list(http), dns: list(object(fqdn)) }),
  }),
);

const authentication = object({ mode: oneOf('disabled', 'required', 'test-always-fail') }, 'mode');

const services = list(
  object({
    k8sService: object({ serviceName: text, namespace: text }),
    k8sServiceSelector: object({ selector, namespace: text }, 'selector'),
  }),
);

const from = {
  fromEndpoints: list(selector),
  fromEntities: list(text),
  fromCIDR: list(text),
  fromCIDRSet: list(cidrRule),
  fromNodes: list(selector),
  fromGroups: groups,
  fromRequires: list({ is: 'any' }),
};

const to = {
  toEndpoints: list(selector),
  toEntities: list(text),
  toCIDR: list(text),
  toCIDRSet: list(cidrRule),
  toNodes: list(selector),
  toGroups: groups,
  toServices: services,
  toRequires: list({ is: 'any' }),
};

const denyPorts = list(object({ ports }));

/** The part that people write; the rest is the API server's. */
const metadata = object({
  ...Object.fromEntries(
    [
      'uid',
      'resourceVersion',
      'generation',
      'creationTimestamp',
      'deletionTimestamp',
      'deletionGracePeriodSeconds',
      'selfLink',
      'managedFields',
      'ownerReferences',
      'finalizers',
      'generateName',
    ].map(key => [key, { is: 'any' } as const]),
  ),
  name: text,
  namespace: text,
  labels: texts,
  annotations: texts,
});

/** One `spec`, or one item of `specs`. */
export const ciliumRule: Shape = object({
  endpointSelector: selector,
  nodeSelector: selector,
  ingress: list(object({ ...from, icmps, toPorts: allowPorts, authentication })),
  ingressDeny: list(object({ ...from, icmps, toPorts: denyPorts })),
  egress: list(object({ ...to, toFQDNs: list(object(fqdn)), icmps, toPorts: allowPorts, authentication })),
  egressDeny: list(object({ ...to, icmps, toPorts: denyPorts })),
  enableDefaultDeny: object({ ingress: { is: 'boolean' }, egress: { is: 'boolean' } }),
  description: text,
  labels: list(object({ key: text, source: text, value: text }, 'key')),
  log: object({ value: { is: 'string', max: 32 } }),
});

/** The whole object. */
export const ciliumPolicy: Shape = object({
  apiVersion: text,
  kind: text,
  metadata,
  spec: ciliumRule,
  specs: list(ciliumRule),
  status: { is: 'any' },
});

export const cidrGroup: Shape = object(
  { apiVersion: text, kind: text, metadata, spec: object({ externalCIDRs: list(text) }, 'externalCIDRs') },
  'spec',
);

const peer = object({
  podSelector: selector,
  namespaceSelector: selector,
  ipBlock: object({ cidr: text, except: list(text) }, 'cidr'),
});
const peerPorts = list(
  object({ port: { is: 'port' }, endPort: { is: 'integer', max: 65_535 }, protocol: oneOf('TCP', 'UDP', 'SCTP') }),
);

/** `networking.k8s.io/v1` NetworkPolicy. */
export const networkPolicy: Shape = object({
  apiVersion: text,
  kind: text,
  metadata,
  spec: object({
    podSelector: selector,
    policyTypes: list(oneOf('Ingress', 'Egress')),
    ingress: list(object({ from: list(peer), ports: peerPorts })),
    egress: list(object({ to: list(peer), ports: peerPorts })),
  }),
  status: { is: 'any' },
});
