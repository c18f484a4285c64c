import type { Cluster } from './schema/cluster';

/** A user interface that the platform brings: a key of `ingress.expose`. */
export type InterfaceName = keyof Cluster['ingress']['expose'];

export interface InterfaceFacts {
  /** Whether it has a login. One without shows everything to anyone who reaches it. */
  readonly login: boolean;
  readonly isOn: (cluster: Cluster) => boolean;
}

const monitored = ({ monitoring }: Cluster) => monitoring !== false;

/** Which interfaces there are, and what the rules for exposing them depend on. Their pods are in `graph/layers/`. */
export const interfaces: Readonly<Record<InterfaceName, InterfaceFacts>> = {
  hubble: { login: false, isOn: ({ hubble }) => hubble !== false && hubble.ui },
  grafana: { login: true, isOn: monitored },
  prometheus: { login: false, isOn: monitored },
  alertmanager: { login: false, isOn: monitored },
  argocd: { login: true, isOn: () => true },
  longhorn: { login: false, isOn: ({ storage }) => storage !== false },
};

export const interfaceNames = Object.keys(interfaces) as InterfaceName[];
