import { exemptNamespaces } from '../config/runtime-policies';
import { layers } from './layers';

/** The platform's namespaces, and the programs in them whose job is what runtime policies look for. */
export const knownPlatform = {
  namespaces: exemptNamespaces,
  processes: layers.flatMap(({ namespace = 'kube-system', processes = [] }) =>
    processes.map(process => ({ namespace, ...process })),
  ),
} as const;
