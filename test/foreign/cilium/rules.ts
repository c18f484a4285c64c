import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../../model/manifest';
import { createEngine } from '../../../policy/engine';
import { schemaOf } from '../../../upstream/schemas/load';
import { createInterpreter } from '../go/interpreter';
import { toJson } from '../go/json';
import { standardLibrary } from '../go/library';
import { parseGo } from '../go/syntax';
import { object, Struct, UnsupportedError, type Value } from '../go/values';
import type { Suite } from '../suite';
import { type Counter, createCounter } from '../tally';

const tests = 'pkg/policy/api/rule_validation_test.go';
const constants = 'pkg/policy/api/rule_validation.go';

/** Cilium's unit tests of `Rule.Sanitize`, run with our reader of policies in its place. */
export const ciliumRules: Suite = {
  needs: [tests],
  run: folder => {
    const counter = createCounter();
    const files = [tests, constants].filter(file => existsSync(join(folder, file)));
    const { functions, call } = createInterpreter(
      files.map(file => parseGo(file, readFileSync(join(folder, file), 'utf8'))),
      { globals: globalsOf(counter), member },
    );
    for (const name of functions.filter(each => /^Test[A-Z]/.test(each)))
      try {
        call(name, [object('testing.T', {})]);
      } catch (error) {
        if (!(error instanceof UnsupportedError)) throw error;
        counter.skip(`the rest of ${name}, from ${error.message} on`);
      }
    return new Map([['rules that Cilium accepts or rejects', counter.tally]]);
  },
};

/** What became of a rule; a test may assert several things of it, and it counts once. */
class Sanitized {
  readonly error: Struct;
  private isCounted = false;
  constructor(
    readonly rule: unknown,
    readonly rejection: string | undefined,
    private readonly line: number,
  ) {
    this.error = new Struct('the result of Sanitize', new Map());
  }
  expect(isRejected: boolean, counter: Counter): void {
    if (this.isCounted) return;
    this.isCounted = true;
    const isAgreed = isRejected === (this.rejection !== undefined);
    const found = this.rejection === undefined ? 'accepted' : `rejected: ${this.rejection}`;
    const expected = isRejected ? 'rejected' : 'accepted';
    const what = JSON.stringify(this.rule);
    counter.check({ file: `${tests}:${this.line}`, what, expected, found: isAgreed ? expected : found });
  }
}

const results = new WeakMap<Struct, Sanitized>();
const texts = new WeakMap<Struct, Sanitized>();

function member(receiver: Value, name: string): Value | undefined {
  if (!(receiver instanceof Struct)) return undefined;
  if (receiver.type === 'Rule' && name === 'Sanitize') return (_, line) => sanitize(toJson(receiver), line);
  // A single CIDR is part of a rule.
  if (receiver.type === 'CIDRRule' && name === 'sanitize')
    return (_, line) => sanitize({ endpointSelector: {}, egress: [{ toCIDRSet: [toJson(receiver)] }] }, line);
  const result = results.get(receiver);
  if (result !== undefined && name === 'Error')
    return () => {
      const text = object('the text of an error', {});
      texts.set(text, result);
      return text;
    };
  if (receiver.type === 'Rule' && name === 'EnableDefaultDeny') return defaultDenyOf(toJson(receiver));
  return undefined;
}

function sanitize(rule: unknown, line: number): Struct {
  const manifest = policyOf(rule);
  const { refusals, findings } = createEngine([manifest], [], schemaOf).policies;
  const codes = (refusals.get(manifest) ?? []).map(({ code }) => code);
  const unknown = findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  const rejection = [...new Set([...codes, ...unknown])].join(', ');
  const result = new Sanitized(rule, rejection === '' ? undefined : rejection, line);
  results.set(result.error, result);
  return result.error;
}

/** In which directions a rule denies by default, as an endpoint has it that the rule selects. */
function defaultDenyOf(rule: unknown): Struct {
  const endpoint = { name: 'pod', namespace: 'default', labels: {} };
  const { policy } = createEngine([policyOf(rule)], [endpoint], schemaOf).endpoint(endpoint.name);
  return object('DefaultDenyConfig', {
    Egress: policy?.egress.enforced === true,
    Ingress: policy?.ingress.enforced === true,
  });
}

/** A rule with a node selector is clusterwide. */
function policyOf(rule: unknown): Manifest {
  const isClusterwide = typeof rule === 'object' && rule !== null && 'nodeSelector' in rule;
  return {
    object: {
      apiVersion: 'cilium.io/v2',
      kind: isClusterwide ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
      metadata: isClusterwide ? { name: 'rule' } : { name: 'rule', namespace: 'default' },
      spec: rule,
    },
    file: 'rule',
    lineOf: () => 1,
  };
}

function globalsOf(counter: Counter): ReadonlyMap<string, Value> {
  const expect = (value: Value | undefined, isRejected: boolean): null => {
    const result = value instanceof Struct ? (results.get(value) ?? texts.get(value)) : undefined;
    if (result === undefined) throw new UnsupportedError('an assertion about something else than a rule');
    result.expect(isRejected, counter);
    return null;
  };
  const assertions = object('package require', {
    Error: ([, error]) => expect(error, true),
    ErrorIs: ([, error]) => expect(error, true),
    ErrorContains: ([, error]) => expect(error, true),
    EqualError: ([, error]) => expect(error, true),
    NoError: ([, error]) => expect(error, false),
    NotNil: () => null,
    Equal: ([, wanted, actual], line) => {
      if (typeof actual !== 'boolean') return expect(actual, true);
      counter.check({
        file: `${tests}:${line}`,
        what: 'the default',
        expected: wanted === true ? 'deny' : 'allow',
        found: actual ? 'deny' : 'allow',
      });
      return null;
    },
  });
  const protocols = ['TCP', 'UDP', 'SCTP', 'ICMP', 'ICMPv6', 'VRRP', 'IGMP', 'Any'];
  return new Map<string, Value>([
    ...standardLibrary,
    ['require', assertions],
    ['assert', assertions],
    ...protocols.map(name => [`Proto${name}`, name.toUpperCase()] as const),
    ['WildcardEndpointSelector', new Struct('EndpointSelector', new Map(), true)],
    ['NewESFromK8sLabelSelector', ([, selector]) => selector ?? null],
    ['NewESFromMatchRequirements', ([labels]) => object('EndpointSelector', { MatchLabels: labels ?? null })],
    ['ServiceSelector', ([selector]) => selector ?? null],
    ['intstr', object('package intstr', { FromInt: ([number]) => number ?? null })],
    ['labels', object('package labels', { LabelSourceK8sKeyPrefix: 'k8s.' })],
    ['option', object('package option', { Config: object('DaemonConfig', {}) })],
  ]);
}
