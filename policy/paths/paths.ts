import type { Engine } from '../engine';
import type { Endpoint, Settings } from '../input';
import type { PodWorkload } from '../workloads';
import { type Addressed, ownerOf } from './addresses';
import { backendsOf, isOf, notationsOf, targetOf } from './backends';
import { toForeign } from './foreign-paths';
import { throughAnyGateway, throughGateway } from './gateway-paths';
import { readGateways } from './gateways';
import { type Destination, type Path, type Question, type Surroundings, straight } from './path';
import { isBackend, readRedirects, redirectFor } from './redirects';
import { type FrontService, readFrontServices, serviceName } from './services';

export function surroundingsOf(
  engine: Engine,
  workloads: readonly PodWorkload[],
  settings: Settings,
  addressed: Omit<Addressed, 'services'>,
  services: readonly FrontService[] = readFrontServices(addressed.manifests),
): Surroundings {
  const { manifests } = addressed;
  return {
    ...addressed,
    engine,
    settings,
    workloads,
    services,
    redirects: readRedirects(manifests, settings),
    gateways: readGateways(manifests),
  };
}

/** Every way that a connection from one end to a destination may take. */
export function pathsTo(from: string, to: Destination, question: Question, around: Surroundings): Path[] {
  const client = around.engine.endpoint(from).endpoint;
  switch (to.kind) {
    case 'unknown':
      return [{ hops: [], legs: [], unknown: to.reason }];
    case 'service':
      return throughService(from, client, to.service, question, around, to.address);
    case 'gateway':
      return throughGateway(from, to.gateway, to.host, question, around);
    case 'foreign':
      return toForeign(from, client, to, question, around);
    case 'address':
      return toAddress(from, client, to.address, question, around);
    default:
      return toEnd(from, client, to, question, around);
  }
}

/** A pod may be a backend of a Service whose clients are redirected: lookups go to the Service. */
function toEnd(
  from: string,
  client: Endpoint | undefined,
  { notations, workload }: Extract<Destination, { kind: 'end' }>,
  question: Question,
  around: Surroundings,
): Path[] {
  const own = notations.flatMap(to =>
    to === 'entity:ingress' ? throughAnyGateway(from, question, around) : [straight(from, to, question)],
  );
  if (workload === undefined) return own;
  const redirected = around.services.flatMap(service => {
    const ports = service.ports.filter(
      port =>
        port.protocol === question.protocol && targetOf(port, workload) === question.port && isOf(service, workload),
    );
    return ports.flatMap(({ port }) => {
      const found = redirectFor(around.redirects, { service, port, protocol: question.protocol }, client);
      return found === undefined ? [] : throughRedirect(from, found, service, question, around);
    });
  });
  if (redirected.length === 0) return own;
  return question.dns === undefined
    ? [...own.map(path => ({ ...path, hops: ['addressed directly'] })), ...redirected]
    : redirected;
}

function throughService(
  from: string,
  client: Endpoint | undefined,
  service: FrontService,
  question: Question,
  around: Surroundings,
  address?: string,
): Path[] {
  const name = `Service \`${serviceName(service)}\``;
  if (service.externalName !== undefined)
    return [
      straight(from, `fqdn:${service.externalName}`, question, [`${name} stands for \`${service.externalName}\``]),
    ];
  const found = redirectFor(around.redirects, { service, ...(address && { address }), ...question }, client);
  if (found !== undefined) return throughRedirect(from, found, service, question, around);
  const { port: number, protocol } = question;
  const port = service.isHeadless
    ? { port: number, protocol, target: number }
    : service.ports.find(each => each.port === number && each.protocol === protocol);
  if (port === undefined) {
    const has = service.ports.map(each => `${each.port}/${each.protocol}`).join(', ') || 'none';
    return [{ hops: [], legs: [], fails: `${name} has no port ${number}/${protocol}; it has ${has}` }];
  }
  return backendsOf(service, port, around).map(({ to, number: target, missing }) => {
    if (missing !== undefined) return { hops: [name], legs: [], unknown: missing };
    return straight(from, to, { ...question, port: target }, [`${name} leads to \`${to}\`, port ${target}`]);
  });
}

function throughRedirect(
  from: string,
  { redirect, port }: NonNullable<ReturnType<typeof redirectFor>>,
  service: FrontService | undefined,
  question: Question,
  around: Surroundings,
): Path[] {
  const name = `CiliumLocalRedirectPolicy \`${redirect.namespace}/${redirect.name}\``;
  const what = service === undefined ? `\`${redirect.address}\`` : `Service \`${serviceName(service)}\``;
  const pods = around.workloads.filter(({ endpoint, hostNetwork }) => !hostNetwork && isBackend(redirect, endpoint));
  if (pods.length === 0)
    return [
      {
        hops: [`${name} redirects ${what}`],
        legs: [],
        unknown: `no workload among the manifests is a backend of ${name}`,
      },
    ];
  return pods.map(pod =>
    straight(from, pod.name, { ...question, port }, [
      `${name} redirects ${what} to \`${pod.name}\` on the client’s node, port ${port}`,
    ]),
  );
}

function toAddress(
  from: string,
  client: Endpoint | undefined,
  address: string,
  question: Question,
  around: Surroundings,
): Path[] {
  const found = redirectFor(around.redirects, { address, ...question }, client);
  if (found !== undefined) return throughRedirect(from, found, undefined, question, around);
  const gateway = around.gateways.find(({ addresses }) => addresses.includes(address));
  if (gateway !== undefined) return throughGateway(from, gateway, undefined, question, around);
  const owner = ownerOf(address, around);
  if (owner?.kind === 'service') return throughService(from, client, owner.service, question, around, address);
  if (owner?.kind === 'unknown') return [{ hops: [], legs: [], unknown: owner.reason }];
  return notationsOf(address, around).map(to => straight(from, to, question, owner && [`\`${address}\` is \`${to}\``]));
}
