import { type Network, networksOfManifests, networksOfValues } from '../policy/lint/networks';
import { ownerOf } from '../policy/paths/addresses';
import type { Destination, Surroundings } from '../policy/paths/path';
import { surroundingsOf } from '../policy/paths/paths';
import { type FrontService, readFrontServices } from '../policy/paths/services';
import { valuesFile } from '../policy/read-options';
import { type Cluster, ciliumValues } from './cluster';

/** What connections in a cluster may meet on their way. */
export function aroundOf({ source, engine, workloads, settings, nodes }: Cluster): Surroundings {
  const { manifests } = source;
  const addressed = { manifests, nodes, networks: networksOf(source) };
  return surroundingsOf(engine, workloads, settings, addressed, servicesOf(source));
}

/** Why it is not known which end of the own cluster a source's address belongs to. */
export function unknownSource(source: Destination, around: Surroundings): string | undefined {
  const owner = source.kind === 'address' ? ownerOf(source.address, around) : undefined;
  return owner?.kind === 'unknown' ? owner.reason : undefined;
}

function networksOf(source: Cluster['source']): Network[] {
  const written = [
    ...ciliumValues(source).flatMap(values => networksOfValues(values, valuesFile)),
    ...networksOfManifests(source.manifests),
  ];
  return source.own === undefined ? written : [...written, ...ownCluster().networksOfOwn(source.own)];
}

function servicesOf(source: Cluster['source']): FrontService[] {
  const written = readFrontServices(source.manifests);
  return source.own === undefined ? written : [...written, ...ownCluster().apiServiceOfOwn(source.own)];
}

const ownCluster = () => require('./own-cluster') as typeof import('./own-cluster');
