import type { LintRule } from '../../lint/visit';
import { clusterwide, ingress, networkPolicy, policy, rejections } from '../rejection';

const head = (kind: string, version = 'cilium.io/v2') =>
  `\napiVersion: ${version}\nkind: ${kind}\nmetadata: { name: api, namespace: shop }\n`;

/** What is rejected of a policy as a whole: its fields, and whom it selects. */
export const policyRejections: readonly LintRule[] = rejections(
  {
    'field-missing': {
      title: 'A required field that is missing',
      why: 'The schema of the kind requires the field. The API server rejects the object, and whatever ran before keeps running.',
      wrong: policy('endpointSelector: { matchExpressions: [{ operator: Exists }] }', 'ingress: [{}]'),
      right: policy('endpointSelector: { matchExpressions: [{ key: app, operator: Exists }] }', 'ingress: [{}]'),
    },
    'field-type': {
      title: 'A field of the wrong type',
      why: 'Neither the API server nor the agent can read the object: a port, for example, is text in a Cilium policy and has to be quoted.',
      wrong: ingress('toPorts: [{ ports: [{ port: 80, protocol: TCP }] }]'),
      right: ingress('toPorts: [{ ports: [{ port: "80", protocol: TCP }] }]'),
    },
    'field-value': {
      title: 'A value that the schema does not accept',
      why: 'The CRD limits the value by an enumeration, a length, a pattern or a number of items. The API server rejects the object.',
      wrong: ingress('authentication: { mode: always }'),
      right: ingress('{ fromEndpoints: [{}], authentication: { mode: required } }'),
    },
    'unknown-version': {
      title: 'A version of the kind that the API server does not serve',
      why: 'The API server rejects objects of versions that no CRD serves, for example after an upgrade that removes an old version.',
      wrong: `${head('CiliumNetworkPolicy', 'cilium.io/v1')}spec: { endpointSelector: {}, ingress: [{}] }\n`,
      right: `${head('CiliumNetworkPolicy')}spec: { endpointSelector: {}, ingress: [{}] }\n`,
    },
    'policy-empty': {
      title: 'A policy without `spec` and `specs`',
      why: 'There is nothing to enforce, and the agent rejects the object.',
      wrong: head('CiliumNetworkPolicy'),
      right: policy('endpointSelector: {}', 'ingress: [{}]'),
    },
    'rule-without-lists': {
      title: 'A rule with no ingress and no egress',
      why: 'An empty list counts as absent, so `ingress: []` is not a default deny: the agent rejects the whole policy, and nothing is denied. One empty rule, `ingress: [{}]`, is the default deny.',
      wrong: policy('endpointSelector: {}', 'ingress: []'),
      right: policy('endpointSelector: {}', 'ingress: [{}]'),
    },
    'selector-missing': {
      title: 'A rule that does not say whom it selects',
      why: 'Every rule needs an `endpointSelector`, or a `nodeSelector` in a cluster-wide policy. An empty selector selects every pod; an absent one is rejected.',
      wrong: policy('ingress: [{}]'),
      right: policy('endpointSelector: {}', 'ingress: [{}]'),
    },
    'two-selectors': {
      title: 'A rule for pods and nodes at once',
      why: 'A rule has either an `endpointSelector` or a `nodeSelector`. The agent rejects a rule with both.',
      wrong: clusterwide('endpointSelector: { matchLabels: { app: api } }', 'nodeSelector: {}', 'ingress: [{}]'),
      right: clusterwide('nodeSelector: {}', 'ingress: [{}]'),
    },
    'node-selector-in-namespace': {
      title: 'A namespaced policy that selects nodes',
      why: 'Nodes have no namespace, so only a CiliumClusterwideNetworkPolicy can select them.',
      wrong: policy('nodeSelector: {}', 'ingress: [{}]'),
      right: clusterwide('nodeSelector: {}', 'ingress: [{}]'),
    },
    'selector-operator': {
      title: 'An unknown operator in a selector',
      why: 'Label selectors have four operators. There is no comparison and no expression.',
      wrong: policy(
        'endpointSelector: { matchExpressions: [{ key: app, operator: Equals, values: [api] }] }',
        'ingress: [{}]',
      ),
      right: policy(
        'endpointSelector: { matchExpressions: [{ key: app, operator: In, values: [api] }] }',
        'ingress: [{}]',
      ),
    },
    'selector-values': {
      title: 'Values that do not fit the operator of a selector',
      why: '`In` and `NotIn` need at least one value; `Exists` and `DoesNotExist` take none.',
      wrong: policy(
        'endpointSelector: { matchExpressions: [{ key: app, operator: Exists, values: [api] }] }',
        'ingress: [{}]',
      ),
      right: policy(
        'endpointSelector: { matchExpressions: [{ key: app, operator: In, values: [api] }] }',
        'ingress: [{}]',
      ),
    },
    'label-key': {
      title: 'A label key that is not valid',
      why: 'A key is a name of at most 63 characters, optionally behind a domain and a slash. Cilium allows a source before it, such as `k8s:`.',
      wrong: policy('endpointSelector: { matchLabels: { "app name": api } }', 'ingress: [{}]'),
      right: policy('endpointSelector: { matchLabels: { k8s:app-name: api } }', 'ingress: [{}]'),
    },
    'label-value': {
      title: 'A label value that is not valid',
      why: 'Values have at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at both ends. No pod can have another value, so no selector may ask for one.',
      wrong: policy('endpointSelector: { matchLabels: { app: "api/v1" } }', 'ingress: [{}]'),
      right: policy('endpointSelector: { matchLabels: { app: api-v1 } }', 'ingress: [{}]'),
    },
    'peer-empty': {
      title: 'A NetworkPolicy peer that says nothing',
      why: 'The API server requires a selector or an `ipBlock`. For every peer, leave out `from` or `to`.',
      wrong: networkPolicy('podSelector: {}', 'ingress: [{ from: [{}] }]'),
      right: networkPolicy('podSelector: {}', 'ingress: [{ from: [{ podSelector: {} }] }]'),
    },
    'peer-two-kinds': {
      title: 'A NetworkPolicy peer with an `ipBlock` and a selector',
      why: 'A peer is either a block of addresses or a selection of pods. The API server rejects a peer that is both.',
      wrong: networkPolicy(
        'podSelector: {}',
        'ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.0/24 }, podSelector: {} }] }]',
      ),
      right: networkPolicy(
        'podSelector: {}',
        'ingress: [{ from: [{ ipBlock: { cidr: 192.0.2.0/24 } }, { podSelector: {} }] }]',
      ),
    },
  },
  'cilium 1.19 pkg/policy/api/rule_validation.go, kubernetes 1.35 pkg/apis/networking/validation',
);
