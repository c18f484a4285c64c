import type { Library } from '../go/interpreter';
import { stringType, toJson } from '../go/json';
import { standardLibrary } from '../go/library';
import {
  type Callable,
  Host,
  isList,
  labelsOf,
  numberOf,
  object,
  Struct,
  Tuple,
  textOf,
  UnsupportedError,
  type Value,
} from '../go/values';
import { Cluster, namespaces } from './cluster';
import { framework, type Ginkgo } from './ginkgo';
import { nameOf, policyBuilders } from './policies';
import { expectations, Reachability } from './reachability';

/** What a test declares to be true at one moment. */
export interface Validation {
  readonly cluster: Cluster;
  readonly reachability: Reachability;
  readonly port: number;
  readonly protocol: string;
  readonly line: number;
}

/** Replaces the packages that the tests import, and the helpers of their own package, which change values in place. */
export function createLibrary({ globals, test }: Ginkgo, onValidation: (validation: Validation) => void): Library {
  let cluster = new Cluster([], [], []);
  /** The context and the cluster, which not every version passes, come before the arguments that count. */
  const own =
    (change: (cluster: Cluster, ...texts: readonly string[]) => void): Callable =>
    args => {
      change(cluster, ...args.filter(arg => typeof arg === 'string'));
      return null;
    };
  const setPolicy: Callable = args => {
    const policy = policyOf(args.at(-2));
    cluster.setPolicy(textOf(args.at(-1)), nameOf(policy), toJson(policy.fields.get('Spec') ?? null));
    return null;
  };
  const initialize: Callable = args => {
    const [protocols, ports] = args.filter(isList);
    const pods = args.filter(arg => typeof arg === 'string');
    cluster = new Cluster(pods, (ports ?? []).map(numberOf), (protocols ?? []).map(textOf));
    return new Host('kubeManager', cluster);
  };
  const addPodLabels: Callable = args => {
    const [labels, pod, namespace] = [...args].reverse();
    cluster.addPodLabels(textOf(namespace), textOf(pod), labelsOf(labels));
    return null;
  };
  const deletePolicy: Callable = args => {
    const [namespace, policy] = [...args].reverse();
    cluster.deletePolicy(textOf(namespace), typeof policy === 'string' ? policy : nameOf(policyOf(policy)));
    return null;
  };
  const helpers: readonly (readonly [string, Value])[] = [
    ['initializeResources', initialize],
    ['CreatePolicy', setPolicy],
    ['UpdatePolicy', setPolicy],
    ['DeletePolicy', deletePolicy],
    [
      'AddNamespaceLabel',
      own((it, namespace = '', key = '', value = '') => it.addNamespaceLabel(namespace, key, value)),
    ],
    ['DeleteNamespaceLabel', own((it, namespace = '', key = '') => it.deleteNamespaceLabel(namespace, key))],
    ['AddPodLabels', addPodLabels],
    ['ResetPodLabels', own((it, namespace = '', pod = '') => it.resetPodLabels(namespace, pod))],
    ['NewPodString', ([namespace, pod]) => `${textOf(namespace)}/${textOf(pod)}`],
    [
      'NewReachability',
      ([pods, isReached]) => {
        if (!isList(pods)) throw new UnsupportedError('reachability of what is not a list of pods');
        return new Host('Reachability', new Reachability(pods.map(textOf), isReached === true));
      },
    ],
    [
      'ValidateOrFail',
      (args, line) => {
        onValidation({ cluster, line, ...readTestCase(args.at(-1)) });
        return null;
      },
    ],
    ['makeLargeCIDRForIP', ([address]) => `${Number(textOf(address).split('.')[0]) & 0xf0}.0.0.0/4`],
  ];

  return {
    globals: new Map([...standardLibrary, ...constants, ...globals, ...policyBuilders, ...helpers]),
    member(receiver, name) {
      if (!(receiver instanceof Struct)) return undefined;
      if (receiver.type === framework && name === 'It') return test;
      if (receiver.type === framework && name === 'ClientSet') return clientOf(cluster);
      if (!(receiver instanceof Host)) return undefined;
      if (receiver.type === 'a package of names') return name;
      if (receiver.data instanceof Reachability) return expectations(receiver.data).get(name);
      return receiver.data instanceof Cluster ? managerOf(receiver.data).get(name) : undefined;
    },
  };
}

const constants: readonly (readonly [string, Value])[] = [
  ['feature', new Host('a package of names', 'feature')],
  ['admissionapi', new Host('a package of names', 'admissionapi')],
  [
    'v1',
    object('package v1', {
      ProtocolTCP: 'TCP',
      ProtocolUDP: 'UDP',
      ProtocolSCTP: 'SCTP',
      LabelMetadataName: 'kubernetes.io/metadata.name',
    }),
  ],
  [
    'metav1',
    object('package metav1', {
      LabelSelectorOpIn: 'In',
      LabelSelectorOpNotIn: 'NotIn',
      LabelSelectorOpExists: 'Exists',
      LabelSelectorOpDoesNotExist: 'DoesNotExist',
    }),
  ],
  ['networkingv1', object('package networkingv1', { PolicyTypeIngress: 'Ingress', PolicyTypeEgress: 'Egress' })],
  ['intstr', object('package intstr', { Int: 0, String: stringType })],
  ['utilnet', object('package net', { IsIPv6String: ([text]) => textOf(text).includes(':') })],
];

/** Methods of `kubeManager`. */
const managerOf = (cluster: Cluster) =>
  new Map<string, Callable>([
    ['NamespaceNames', () => namespaces],
    ['AllPodStrings', () => cluster.pods.map(({ namespace, name }) => `${namespace}/${name}`)],
    [
      'cleanNetworkPolicies',
      () => {
        cluster.deletePolicies();
        return null;
      },
    ],
  ]);

/** `ClientSet.CoreV1().Pods(namespace).List(ctx, options)`: the pods with one label, and no error. */
const clientOf = (cluster: Cluster) =>
  object('a client', {
    CoreV1: () =>
      object('the core API', {
        Pods: ([namespace]) =>
          object('the pods of a namespace', {
            List: args => {
              const options = args.at(-1);
              const selector = textOf(options instanceof Struct ? options.fields.get('LabelSelector') : undefined);
              const [key = '', value] = selector.split('=');
              const pods = cluster.pods.filter(
                pod => pod.namespace === namespace && cluster.labelsOf(pod.namespace, pod.name)[key] === value,
              );
              const items = pods.map(({ address }) =>
                object('v1.Pod', { Status: object('v1.PodStatus', { PodIP: address }) }),
              );
              return new Tuple([object('v1.PodList', { Items: items }), null]);
            },
          }),
      }),
  });

function policyOf(value: Value | undefined): Struct {
  if (value instanceof Struct) return value;
  throw new UnsupportedError('a policy that is not a struct');
}

function readTestCase(value: Value | undefined): Pick<Validation, 'reachability' | 'port' | 'protocol'> {
  const fields = value instanceof Struct ? value.fields : new Map<string, Value>();
  const table = fields.get('Reachability');
  if (!(table instanceof Host) || !(table.data instanceof Reachability))
    throw new UnsupportedError('a test case without reachability');
  return {
    reachability: table.data,
    port: numberOf(fields.get('ToPort')),
    protocol: textOf(fields.get('Protocol')),
  };
}
