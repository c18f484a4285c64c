import { parseAddress } from '../model/cidr';
import { selects } from '../model/label-selector';
import { isRecord, type KubernetesObject } from '../model/manifest';
import { cidrPeers } from './cidr-peers';
import type { ServiceRule } from './cilium-types';
import type { Settings } from './input';
import { namespaceKey } from './labels';
import { labelPeers, type PeerSelector, unsurePeers } from './peers';
import { addLabels, encodeKeys } from './selector';

/** A Service as `toServices` sees it: the pods of its selector, else the addresses of its endpoints. */
export interface Service {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector?: Readonly<Record<string, string>>;
  readonly addresses: readonly string[];
}

export function readServices(objects: readonly KubernetesObject[]): Service[] {
  const slices = objects.filter(({ kind }) => kind === 'EndpointSlice');
  return objects
    .filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1')
    .map(object => {
      const { name, namespace = 'default', labels = {} } = object.metadata;
      const selector = isRecord(object.spec) ? object.spec.selector : undefined;
      const own = slices.filter(
        ({ metadata }) =>
          (metadata.namespace ?? 'default') === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
      );
      return {
        name,
        namespace,
        labels,
        ...(isRecord(selector) && Object.keys(selector).length > 0
          ? { selector: selector as Record<string, string> }
          : {}),
        addresses: own.flatMap(addressesOf),
      };
    });
}

function addressesOf(slice: KubernetesObject): string[] {
  const endpoints = Array.isArray(slice.endpoints) ? slice.endpoints : [];
  return endpoints
    .flatMap(endpoint => (isRecord(endpoint) && Array.isArray(endpoint.addresses) ? endpoint.addresses : []))
    .filter((address): address is string => typeof address === 'string' && parseAddress(address) !== undefined);
}

/** One of `toServices`; a Service outside the manifests might select anybody. */
export function servicePeers(rule: ServiceRule, services: readonly Service[], settings: Settings): PeerSelector[] {
  const { k8sService, k8sServiceSelector } = rule;
  const namespace = k8sService?.namespace ?? k8sServiceSelector?.namespace;
  const found = services.filter(
    service =>
      (!namespace || service.namespace === namespace) &&
      (k8sService === undefined || service.name === k8sService.serviceName) &&
      (k8sServiceSelector === undefined || selects(k8sServiceSelector.selector, service.labels)),
  );
  if (found.length === 0) {
    const wanted =
      k8sService === undefined ? 'a selected Service' : `Service \`${namespace ?? '*'}/${k8sService.serviceName}\``;
    return [unsurePeers(`${wanted} is not in the manifests`, () => true)];
  }
  return found.flatMap(service =>
    service.selector === undefined
      ? service.addresses.map(address => cidrPeers(`${address}/${address.includes(':') ? 128 : 32}`, [], settings))
      : [
          labelPeers(
            addLabels(encodeKeys('k8s', { matchLabels: service.selector }), {
              [`k8s:${namespaceKey}`]: service.namespace,
            }),
          ),
        ],
  );
}
