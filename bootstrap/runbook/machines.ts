import { minorOf } from '../../config/compatibility';
import type { Cluster } from '../../config/schema/cluster';
import type { Address } from '../../model/cidr';
import { code, codeBlock, join, list, prose } from '../../model/markdown';
import { command, required, type Shell, sh } from '../../model/shell';
import { schematicOf } from '../schematic';
import { hasDocuments, patchFiles } from '../talos/patches';
import { pathsOf } from './paths';
import { bash, inline, type Section, section } from './section';

/** From bare machines to a Kubernetes API that responds. */
export function bootMachines(cluster: Cluster): Section {
  const { talos } = cluster;
  const folder = pathsOf(cluster).private;
  const [first] = addressesOf(talos.controlPlanes) as [string];
  const stores = cluster.storage !== false;
  const storing = storageNodes(cluster).join(',');
  return section(
    'Boot the machines',
    `Boot every machine from the image of the [Image Factory](https://factory.talos.dev), here for amd64: <https://factory.talos.dev/image/${schematicOf(cluster).id}/v${prose(talos.version)}/metal-amd64.iso>. Its id is the hash of [\`talos/schematic.yaml\`](talos/schematic.yaml).`,
    beforehand(cluster),
    'List the disks, and choose one for Talos:',
    bash(sh`talosctl -n ${first} get disks --insecure`),
    'Set `INSTALL_DISK` to it, for example with `export INSTALL_DISK=/dev/sda`, and generate the configurations. `secrets.yaml` is the root of all trust in the cluster: keep it in a safe place, and never in Git.',
    bash(
      sh`mkdir -p ${folder}`,
      sh`talosctl gen secrets -o ${folder}/secrets.yaml`,
      generate(cluster),
      ...validate(cluster),
    ),
    'Apply the configurations. Each machine installs Talos and reboots.',
    bash(...configure(cluster)),
    hostNames(cluster),
    'Form the cluster:',
    bash(
      sh`export TALOSCONFIG=$PWD/${folder}/talosconfig KUBECONFIG=$PWD/${folder}/kubeconfig`,
      sh`talosctl config endpoint ${addressesOf(talos.controlPlanes)}`,
      sh`talosctl bootstrap -n ${first}`,
      sh`talosctl kubeconfig -n ${first} "$KUBECONFIG"`,
    ),
    'Verify. Nodes stay `NotReady` until Cilium runs. Until then, Talos reboots them about every ten minutes, which does no harm.',
    bash(
      sh`kubectl get nodes -o wide`,
      sh`talosctl -n ${first} service etcd`,
      stores && sh`talosctl -n ${storing} get extensions`,
      stores && sh`talosctl -n ${storing} get volumestatus u-longhorn`,
    ),
    `Undo: ${inline(sh`talosctl reset -n <address> --graceful=false --reboot`)} wipes a machine.`,
  );
}

/** Longhorn stores on workers, or on control planes where there are none. */
function storageNodes({ talos }: Cluster): readonly string[] {
  return addressesOf(talos.workers.length > 0 ? talos.workers : talos.controlPlanes);
}

function beforehand(cluster: Cluster): string {
  const { talos, storage, runtimeSecurity } = cluster;
  const { host } = talos.endpoint;
  return list(
    !addressesOf(talos.controlPlanes).includes(host) &&
      `${code(host)} is not the address of a machine: a load balancer or a virtual address must respond there on behalf of the control planes (Talos: \`Layer2VIPConfig\`).`,
    storage !== false &&
      `Longhorn uses the first disk for which ${code(storage.disks)} is true, on ${prose(storageNodes(cluster).join(', '))}.`,
    runtimeSecurity !== false &&
      !hasDocuments(talos.version) &&
      'Secure Boot: images of Talos before 1.14 lock the kernel down to `confidentiality`, which prevents Tetragon from loading its programs. Build a schematic of your own with `customization.extraKernelArgs: [-lockdown, lockdown=integrity]`.',
  );
}

function generate(cluster: Cluster): Shell {
  const { name, talos } = cluster;
  const { private: folder, bootstrap } = pathsOf(cluster);
  const patches = patchFiles(cluster);
  const patch = (flag: Shell, file: string) => patches.has(file) && sh`${flag} @${bootstrap}/talos/${file}`;
  return command(
    sh`talosctl gen config ${name} ${talos.endpoint.text}`,
    sh`--with-secrets ${folder}/secrets.yaml`,
    sh`--talos-version v${minorOf(talos.version)} --kubernetes-version ${talos.kubernetesVersion}`,
    sh`--install-disk ${required('INSTALL_DISK')} --install-image ${installerOf(cluster)}`,
    patch(sh`--config-patch`, 'all.yaml'),
    patch(sh`--config-patch-control-plane`, 'control-plane.yaml'),
    patch(sh`--config-patch-worker`, 'worker.yaml'),
    sh`--output ${folder}`,
  );
}

export function installerOf(cluster: Cluster): string {
  return `factory.talos.dev/metal-installer/${schematicOf(cluster).id}:v${cluster.talos.version}`;
}

export const addressesOf = (nodes: readonly Address[]): readonly string[] => nodes.map(({ text }) => text);

const rolesOf = ({ talos }: Cluster) => [
  { file: 'controlplane.yaml', addresses: addressesOf(talos.controlPlanes) },
  { file: 'worker.yaml', addresses: addressesOf(talos.workers) },
];

function validate(cluster: Cluster): Shell[] {
  return rolesOf(cluster)
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ file }) => sh`talosctl validate --mode metal --config ${pathsOf(cluster).private}/${file}`);
}

function configure(cluster: Cluster): Shell[] {
  return rolesOf(cluster).flatMap(({ file, addresses }) =>
    addresses.map(address => sh`talosctl apply-config --insecure -n ${address} -f ${pathsOf(cluster).private}/${file}`),
  );
}

/** Cilium names the overrides of its nodes by host name. */
function hostNames({ loadBalancing: { bgp } }: Cluster): string | undefined {
  const names = bgp?.overrides.map(({ node }) => node) ?? [];
  if (names.length === 0) return undefined;
  const patches = names.map(hostname =>
    JSON.stringify({ apiVersion: 'v1alpha1', kind: 'HostnameConfig', auto: { $patch: 'delete' }, hostname }),
  );
  return join(
    `The cluster file refers to ${names.map(code).join(', ')} by host name. Set it with one more argument for that machine:`,
    codeBlock('text', ...patches.map(patch => sh`--config-patch ${patch}`.text)),
  );
}
