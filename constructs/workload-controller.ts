import type { Construct } from 'constructs';
import {
  type Container,
  IntOrString,
  KubeDeployment,
  KubeStatefulSet,
  type PodTemplateSpec,
  type Probe,
  Quantity,
} from '../imports/k8s';
import type { WorkloadHealth, WorkloadProps } from './workload-props';

const dataVolume = 'data';
const secretVolume = 'secret';

/** A Deployment, or a StatefulSet where every pod has a volume of its own. */
export function addController(scope: Construct, props: WorkloadProps): void {
  const { name, namespace, labels, replicas, volume } = props;
  const metadata = { name, namespace, labels };
  const spec = { replicas, selector: { matchLabels: labels }, template: podTemplate(props) };
  if (volume === undefined) {
    new KubeDeployment(scope, 'deployment', { metadata, spec });
    return;
  }
  const { storageClass, sizeGiB } = volume;
  const claim = {
    metadata: { name: dataVolume },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: storageClass,
      resources: { requests: { storage: Quantity.fromString(`${sizeGiB}Gi`) } },
    },
  };
  new KubeStatefulSet(scope, 'stateful-set', {
    metadata,
    spec: { ...spec, serviceName: name, volumeClaimTemplates: [claim] },
  });
}

function podTemplate(props: WorkloadProps): PodTemplateSpec {
  const { labels, userID, writable, secret } = props;
  return {
    metadata: { labels },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: userID,
        runAsGroup: userID,
        fsGroup: userID,
        // Ownership is set once: PostgreSQL, for example, rejects a directory that its group may write to.
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: labels },
        },
      ],
      containers: [container(props)],
      volumes: unlessEmpty([
        ...writable.map(path => ({ name: volumeFor(path), emptyDir: {} })),
        ...(secret ? [{ name: secretVolume, secret: { secretName: secret.name, defaultMode: 0o440 } }] : []),
      ]),
    },
  };
}

function container(props: WorkloadProps): Container {
  const {
    name,
    image,
    command,
    environment = {},
    ports,
    health,
    cpuMillis,
    memoryMiB,
    writable,
    volume,
    secret,
  } = props;
  const memory = Quantity.fromString(`${memoryMiB}Mi`);
  return {
    name,
    image,
    command: command && [...command],
    env: unlessEmpty(Object.entries(environment).map(([name, value]) => ({ name, value }))),
    ports: Object.entries(ports).map(([name, { number, protocol }]) => ({ name, containerPort: number, protocol })),
    // Five minutes to start, for a database that recovers; then one minute without an answer.
    startupProbe: { ...probe(health), failureThreshold: 30 },
    livenessProbe: { ...probe(health), failureThreshold: 6 },
    readinessProbe: probe(health),
    resources: { requests: { cpu: Quantity.fromString(`${cpuMillis}m`), memory }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: unlessEmpty([
      ...writable.map(path => ({ name: volumeFor(path), mountPath: path })),
      ...(volume ? [{ name: dataVolume, mountPath: volume.path }] : []),
      ...(secret ? [{ name: secretVolume, mountPath: secret.path, readOnly: true }] : []),
    ]),
  };
}

function probe(health: WorkloadHealth): Probe {
  return {
    periodSeconds: 10,
    timeoutSeconds: 3,
    ...('path' in health
      ? { httpGet: { path: health.path, port: IntOrString.fromString(health.port) } }
      : { exec: { command: [...health.command] } }),
  };
}

function unlessEmpty<T>(items: T[]): T[] | undefined {
  return items.length > 0 ? items : undefined;
}

/** `/var/run/postgresql` → `var-run-postgresql`. */
function volumeFor(path: string): string {
  return path.replace(/^\/|\/$/g, '').replace(/[^a-z0-9]+/g, '-');
}
