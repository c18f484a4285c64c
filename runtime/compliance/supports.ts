import { isRecord, type KubernetesObject } from '../../model/manifest';

/** What one cluster was written with. */
export interface ClusterSource {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  /** Values of the Cilium chart. */
  readonly cilium: Readonly<Record<string, unknown>>;
}

/** A setting beside the tracing policies that supports controls. */
export interface Support {
  /** What it is and how far it goes, in a few words. */
  readonly name: string;
  /** Ids by the tag of their framework. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
}

/** Reads from the written files what a cluster has; what is off is not there. */
export function supportsOf({ objects, cilium }: ClusterSource): Support[] {
  const at = (...path: readonly string[]) =>
    path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), cilium);
  const denies = objects.some(({ kind, metadata }) => kind.startsWith('Cilium') && metadata.name === 'default-deny');
  const levelled = objects.some(
    ({ kind, metadata }) =>
      kind === 'Namespace' && metadata.labels?.['pod-security.kubernetes.io/enforce'] !== undefined,
  );
  return [
    ...given(denies, {
      name: `default deny and policies at both ends${at('policyAuditMode') === true ? ', in audit: nothing is dropped yet' : ''}`,
      controls: {
        'cis-1.12': ['5.3.1', '5.3.2'],
        'nist-800-53r5': ['AC-4', 'CM-7', 'SC-7', 'SC-7(5)'],
        'pci-dss-4.0.1': ['1.2.5', '1.3.1', '1.3.2', '2.2.4'],
      },
    }),
    ...given(at('hostFirewall', 'enabled') === true, {
      name: 'host firewall on every node',
      controls: { 'nist-800-53r5': ['SC-7'], 'pci-dss-4.0.1': ['1.3.1', '1.3.2'] },
    }),
    ...given(at('encryption', 'enabled') === true, {
      name: `${at('encryption', 'type')} between nodes${at('encryption', 'nodeEncryption') === true ? ', traffic of the nodes included' : ', for pods'}`,
      controls: { 'nist-800-53r5': ['SC-8'], 'pci-dss-4.0.1': ['4.2.1'] },
    }),
    ...given(at('hubble', 'enabled') === true, {
      name: 'Hubble’s record of every flow',
      controls: { 'nist-800-53r5': ['AU-12', 'SI-4(4)'], 'pci-dss-4.0.1': ['10.2.1', '11.5.1'] },
    }),
    ...given(levelled, {
      name: 'Pod Security levels on namespaces',
      controls: {
        'cis-1.12': [
          ...['5.2.1', '5.2.2', '5.2.3', '5.2.4', '5.2.5', '5.2.6', '5.2.7', '5.2.8', '5.2.9', '5.2.11'],
          ...['5.6.2', '5.6.3'],
        ],
        'nist-800-53r5': ['AC-6', 'AC-6(10)', 'CM-7'],
      },
    }),
  ];
}

function given(condition: boolean, support: Support): Support[] {
  return condition ? [support] : [];
}
