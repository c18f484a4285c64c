import { type InterfaceName, interfaceNames, interfaces } from '../config/interfaces';
import type { Cluster } from '../config/schema/cluster';
import type { Exposure } from './interface';
import { layers } from './layers';

/** What the cluster file exposes, of what runs, on Gateways that exist. */
export function exposuresOf(cluster: Cluster): Exposure[] {
  return interfaceNames.flatMap(name => exposureOf(cluster, name));
}

function exposureOf(cluster: Cluster, name: InterfaceName): Exposure[] {
  const { expose, gateways } = cluster.ingress;
  const gateway = expose[name];
  if (gateway === 'none' || !gateways[gateway] || !interfaces[name].isOn(cluster)) return [];
  return layers.flatMap(layer => {
    const served = layer.interfaces?.[name];
    if (served === undefined) return [];
    const { workload, service, hostname = ({ domain }) => `${name}.${domain}` } = served;
    return [
      {
        name,
        layer: layer.name,
        workload,
        port: workload.ports.http,
        service: { namespace: workload.namespace, ...service },
        hostname: hostname(cluster),
        gateway,
        login: interfaces[name].login,
      },
    ];
  });
}
