import { exampleSubdomain } from '../config/example';
import { type Component, call, component } from '../graph/application';
import { tcp } from '../graph/workload';

/**
 * An example in three tiers, to try policies with: the front is a page that posts to the API, the API answers any
 * request and shows it, and the database keeps its data on a volume.
 */
const namespace = 'shop';

const db = component({
  namespace,
  name: 'db',
  image:
    'docker.io/library/postgres:17.6-alpine@sha256:ef257d85f76e48da1c64832459b59fcaba1a4dac97bf5d7450c77753542eee94',
  userID: 70,
  environment: {
    POSTGRES_PASSWORD_FILE: '/run/secrets/db/password',
    // The root of a volume holds `lost+found`, and PostgreSQL wants an empty directory.
    PGDATA: '/var/lib/postgresql/data/pgdata',
  },
  ports: { postgres: tcp(5432) },
  health: { command: ['pg_isready', '--username=postgres'] },
  memoryMiB: 512,
  writable: ['/var/run/postgresql', '/tmp'],
  volume: { path: '/var/lib/postgresql/data', sizeGiB: 10 },
  secret: {
    name: 'db',
    path: '/run/secrets/db',
    keys: { password: 'random' },
    why: 'the database of the shop makes its first user of it',
  },
});

/** A release of the API: the stable one, and one that is tried with a share of the requests. */
const release = (name: string, replicas: number) =>
  component({
    namespace,
    name,
    image: 'docker.io/traefik/whoami:v1.11.0@sha256:200689790a0a0ea48ca45992e0450bc26ccab5307375b41c84dfc4f2475937ab',
    userID: 65532,
    replicas,
    command: ['/whoami', '--port', '8080'],
    ports: { http: tcp(8080) },
    health: { path: '/health', port: 'http' },
    calls: [call(db, ['postgres'], 'keeps users')],
  });

const canary = release('api-canary', 1);

const api: Component<'http'> = {
  ...release('api', 2),
  serviceMesh: {
    port: 'http',
    requestTimeoutSeconds: 10,
    backendTimeoutSeconds: 5,
    split: [{ to: canary, percent: 10 }],
  },
};

/** Envoy matches the whole path including the query. */
const requests = [
  { method: 'GET', path: '/api/v1/.*' },
  { method: 'POST', path: '/api/v1/users(\\?.*)?' },
];

const front = component({
  namespace,
  name: 'front',
  image: 'ghcr.io/stefanprodan/podinfo:6.11.2',
  userID: 100,
  command: ['./podinfo', '--port=8080', '--port-metrics=9797', '--backend-url=http://api:8080/api/v1/users'],
  ports: { http: tcp(8080), metrics: tcp(9797) },
  scraped: ['metrics'],
  health: { path: '/healthz', port: 'http' },
  exposed: { gateway: 'public', subdomain: exampleSubdomain, port: 'http' },
  calls: [
    call(api, ['http'], 'lists and creates users', requests),
    call(canary, ['http'], 'tries the next release with a share of its requests', requests),
  ],
});

export const shop = [front, api, canary, db];
