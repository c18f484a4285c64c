import type { Cluster } from '../../config/schema/cluster';
import { meshAuthority } from '../../graph/layers/cilium-secrets';
import type { RequiredSecret } from '../../graph/secret';
import { code, join, table } from '../../model/markdown';
import { command, sh } from '../../model/shell';
import { creationOf, privateFolder, variablesOf } from '../secrets/commands';
import { apply, pathsOf } from './paths';
import { bash, type Section, section } from './section';

/** What must exist before anything that reads it. */
export function createSecrets(cluster: Cluster, secrets: readonly RequiredSecret[]): Section {
  const variables = `${pathsOf(cluster).private}/secrets.env`;
  return section(
    'Create namespaces and Secrets',
    'Git contains no Secrets, so create these by hand. Values that you never need to know are random.',
    table(
      ['Secret', 'Keys', 'Why'],
      secrets.map(({ namespace, name, keys, why }) => [
        code(`${namespace}/${name}`),
        Object.keys(keys).map(code).join(', '),
        why,
      ]),
    ),
    `Write the values to ${code(variables)}, which Git ignores, as lines \`NAME='value'\`: ${variablesOf(secrets).map(code).join(', ')}.${filesOf(secrets)}`,
    cluster.clusterMesh &&
      join(
        'Once for the whole mesh, create the CA that its clusters trust:',
        bash(
          command(
            sh`openssl req -x509 -newkey rsa:4096 -nodes -days 3650 -subj '/CN=Cilium CA'`,
            sh`-keyout ${privateFolder}/${meshAuthority.key} -out ${privateFolder}/${meshAuthority.certificate}`,
          ),
        ),
      ),
    bash(sh`${apply} -f ${pathsOf(cluster).namespaces}`, sh`source ${variables}`, ...secrets.map(creationOf)),
    'Verify that each exists and has as many keys as the table lists:',
    bash(
      ...[...new Set(secrets.map(({ namespace }) => namespace))].map(namespace => {
        const names = secrets.filter(secret => secret.namespace === namespace).map(({ name }) => name);
        return sh`kubectl -n ${namespace} get secret ${names}`;
      }),
    ),
  );
}

function filesOf(secrets: readonly RequiredSecret[]): string {
  const files = secrets
    .flatMap(({ keys }) => Object.values(keys))
    .flatMap(source => ('file' in source && !Object.values(meshAuthority).includes(source.file) ? [source.file] : []));
  return files.length === 0 ? '' : ` Put ${files.map(file => code(`${privateFolder}/${file}`)).join(', ')} next to it.`;
}
