import type { Cluster } from '../../config/schema/cluster';
import type { Address } from '../../model/cidr';
import { join, list } from '../../model/markdown';
import { schematicOf } from '../schematic';
import { hasDocuments, patchFiles } from '../talos/patches';
import { bash, command, section } from './markdown';
import { pathsOf } from './paths';

/** From bare machines to a Kubernetes API that answers. */
export function bootMachines(cluster: Cluster): string {
  const { talos } = cluster;
  const folder = pathsOf(cluster).private;
  const [first] = addressesOf(talos.controlPlanes) as [string];
  return section(
    'Boot the machines',
    `Boot every machine from the image of the [Image Factory](https://factory.talos.dev), here for amd64: <https://factory.talos.dev/image/${schematicOf(cluster).id}/v${talos.version}/metal-amd64.iso>. Its id is the hash of [\`talos/schematic.yaml\`](talos/schematic.yaml).`,
    join(...beforehand(cluster)),
    'See which disks there are, and choose the one for Talos:',
    bash(`talosctl -n ${first} get disks --insecure`, 'export INSTALL_DISK=/dev/…'),
    'Generate the configurations. `secrets.yaml` is the root of all trust in the cluster: keep it in a safe place, and never in Git.',
    bash(
      `mkdir -p ${folder}`,
      `talosctl gen secrets -o ${folder}/secrets.yaml`,
      generate(cluster),
      ...validate(cluster),
    ),
    'Give every machine its configuration; it installs Talos and reboots.',
    bash(...configure(cluster)),
    hostNames(cluster),
    'Form the cluster:',
    bash(
      `export TALOSCONFIG=$PWD/${folder}/talosconfig KUBECONFIG=$PWD/${folder}/kubeconfig`,
      `talosctl config endpoint ${addressesOf(talos.controlPlanes).join(' ')}`,
      `talosctl bootstrap -n ${first}`,
      `talosctl kubeconfig -n ${first} "$KUBECONFIG"`,
    ),
    'Verify. Nodes stay `NotReady` until Cilium runs, and Talos reboots them about every ten minutes meanwhile, which does no harm.',
    bash(
      'kubectl get nodes -o wide',
      `talosctl -n ${first} service etcd`,
      cluster.storage !== false && `talosctl -n ${storageNodes(cluster).join(',')} get extensions`,
      cluster.storage !== false && `talosctl -n ${storageNodes(cluster).join(',')} get volumestatus u-longhorn`,
    ),
    `Undo: \`talosctl reset -n <address> --graceful=false --reboot\` wipes a machine.`,
  );
}

/** Longhorn stores on workers, or on control planes where there are none. */
function storageNodes({ talos }: Cluster): readonly string[] {
  return addressesOf(talos.workers.length > 0 ? talos.workers : talos.controlPlanes);
}

function beforehand(cluster: Cluster): (string | false)[] {
  const { talos, storage, runtimeSecurity } = cluster;
  const { host } = talos.endpoint;
  return [
    list(
      !addressesOf(talos.controlPlanes).includes(host) &&
        `\`${host}\` is none of the machines: a load balancer or a virtual address must answer there on behalf of the control planes (Talos: \`Layer2VIPConfig\`).`,
      storage !== false &&
        `Longhorn takes the first disk for which \`${storage.disks}\` is true, on ${storageNodes(cluster).join(', ')}.`,
      runtimeSecurity !== false &&
        !hasDocuments(talos.version) &&
        'Secure Boot: images of Talos before 1.14 lock the kernel down to `confidentiality`, which keeps Tetragon from loading its programs. Make a schematic of your own with `customization.extraKernelArgs: [-lockdown, lockdown=integrity]`.',
    ),
  ];
}

function generate(cluster: Cluster): string {
  const { name, talos } = cluster;
  const { private: folder, bootstrap } = pathsOf(cluster);
  const patches = patchFiles(cluster);
  const patch = (flag: string, file: string) => patches.has(file) && `--${flag} @${bootstrap}/talos/${file}`;
  return command(
    `talosctl gen config ${name} ${talos.endpoint.text}`,
    `--with-secrets ${folder}/secrets.yaml`,
    `--talos-version v${minorOf(talos.version)} --kubernetes-version ${talos.kubernetesVersion}`,
    `--install-disk "$INSTALL_DISK" --install-image ${installerOf(cluster)}`,
    patch('config-patch', 'all.yaml'),
    patch('config-patch-control-plane', 'control-plane.yaml'),
    patch('config-patch-worker', 'worker.yaml'),
    `--output ${folder}`,
  );
}

export function installerOf(cluster: Cluster): string {
  return `factory.talos.dev/metal-installer/${schematicOf(cluster).id}:v${cluster.talos.version}`;
}

const addressesOf = (nodes: readonly Address[]): readonly string[] => nodes.map(({ text }) => text);

const minorOf = (version: string) => version.split('.').slice(0, 2).join('.');

const rolesOf = ({ talos }: Cluster) => [
  { file: 'controlplane.yaml', addresses: addressesOf(talos.controlPlanes) },
  { file: 'worker.yaml', addresses: addressesOf(talos.workers) },
];

function validate(cluster: Cluster): string[] {
  return rolesOf(cluster)
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ file }) => `talosctl validate --mode metal --config ${pathsOf(cluster).private}/${file}`);
}

function configure(cluster: Cluster): string[] {
  return rolesOf(cluster).flatMap(({ file, addresses }) =>
    addresses.map(address => `talosctl apply-config --insecure -n ${address} -f ${pathsOf(cluster).private}/${file}`),
  );
}

/** Cilium names the overrides of its nodes by host name. */
function hostNames({ loadBalancing: { bgp } }: Cluster): string | undefined {
  const names = bgp?.overrides.map(({ node }) => node) ?? [];
  if (names.length === 0) return undefined;
  const patch = { apiVersion: 'v1alpha1', kind: 'HostnameConfig', auto: { $patch: 'delete' }, hostname: names[0] };
  return join(
    `The cluster file names ${names.map(name => `\`${name}\``).join(', ')}. Give that machine its host name by a further argument:`,
    bash(`--config-patch '${JSON.stringify(patch)}'`),
  );
}
