import { type LabelSelector, selects } from '../../model/label-selector';
import { isRecord } from '../../model/manifest';
import type { RuntimeEvent } from '../event';
import type { Policy } from '../policy';
import { type Answer, all, unknown } from './answer';

const namespaceKey = 'k8s:io.kubernetes.pod.namespace';

interface EventPod {
  readonly namespace?: string;
  readonly name?: string;
  readonly workload?: string;
  readonly pod_labels?: Readonly<Record<string, string>>;
  readonly container?: { readonly name?: string; readonly image?: { readonly name?: string } };
}

/** The process's pod, or the host; lost where an event has a container and no pod (tetragon#4152). */
export function podOf({ process }: RuntimeEvent): EventPod | 'host' | 'lost' {
  if (isRecord(process.pod)) return process.pod;
  return typeof process.docker === 'string' && process.docker !== '' ? 'lost' : 'host';
}

/** Whether the policy is about the process at all (`tetragon 1.7 pkg/policyfilter/state.go`). */
export function isInScope({ spec, isNamespaced, namespace }: Policy, event: RuntimeEvent): Answer {
  const { podSelector, hostSelector, containerSelector } = spec.value;
  const selectsPods = isNamespaced || podSelector !== undefined || containerSelector !== undefined;
  if (!selectsPods && hostSelector === undefined) return true;
  const pod = podOf(event);
  if (pod === 'host') return hostSelector !== undefined;
  if (!selectsPods) return pod === 'lost' ? unknown('process.pod') : false;
  if (pod === 'lost') return unknown('process.pod');
  return all([
    !isNamespaced || pod.namespace === namespace,
    selectsPod(podSelector, pod),
    selectsContainer(containerSelector, pod),
  ]);
}

/** The namespace is a label of its own. */
function selectsPod(selector: unknown, { namespace = '', pod_labels }: EventPod): Answer {
  if (!isRecord(selector)) return true;
  const { matchLabels, matchExpressions } = selector as LabelSelector;
  const terms = [
    ...Object.entries(matchLabels ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] })),
    ...(matchExpressions ?? []),
  ];
  return all(
    terms.map(term => {
      if (term.key === namespaceKey) return selects({ matchExpressions: [term] }, { [namespaceKey]: namespace });
      return pod_labels === undefined
        ? unknown('process.pod.pod_labels')
        : selects({ matchExpressions: [term] }, pod_labels);
    }),
  );
}

function selectsContainer(selector: unknown, { container }: EventPod): Answer {
  if (!isRecord(selector)) return true;
  if (container?.name === undefined) return unknown('process.pod.container');
  const repo = container.image?.name?.replace(/(:[^:/]*)?(@.*)?$/, '');
  return selects(selector, { name: container.name, ...(repo !== undefined && { repo }) });
}
