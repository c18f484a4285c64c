import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterpreter } from '../../go/interpreter';
import { standardLibrary } from '../../go/library';
import { parseGo } from '../../go/syntax';
import {
  type Callable,
  Host,
  labelsOf,
  object,
  Struct,
  Tuple,
  textOf,
  UnsupportedError,
  type Value,
} from '../../go/values';
import { parameters } from './deployment';
import { embeddedTexts, splitNames } from './manifests';
import type { Restriction } from './scenarios';

/** A test as its builder declares it. */
export interface DeclaredTest {
  readonly name: string;
  readonly file: string;
  readonly texts: readonly string[];
  readonly scenarios: readonly { readonly name: string; readonly restriction: Restriction }[];
  /** Absent where everything is expected to succeed. */
  readonly expectations?: Callable;
  /** Features that the cluster has to have. */
  readonly features: readonly string[];
  readonly versions: readonly string[];
  /** Whether the conditions hold that its builder makes, for one cluster. */
  readonly isDue: boolean;
}

export interface Declared {
  readonly tests: readonly DeclaredTest[];
  /** Builders that cannot be run, and why. */
  readonly unread: readonly { readonly builder: string; readonly why: string }[];
}

/** A name of a package that is only compared: `features.L7Proxy`. */
const names = (type: string) => new Host(type, type);

/** Everything that a test may require is there. */
class Everything extends Map<Value, Value> {
  override get(): Value {
    return object('features.Status', { Enabled: true, Mode: '' });
  }
}

export function declaredTests(connectivity: string): Declared {
  const folder = join(connectivity, 'builder');
  const { variables, templates } = embeddedTexts(folder);
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.go'))
    .sort()
    .map(file => parseGo(file, readFileSync(join(folder, file), 'utf8')));
  const results = resultsOf(connectivity);
  const tests: DeclaredTest[] = [];
  const unread: { builder: string; why: string }[] = [];
  let file = '';
  const start: Callable = ([name]) => {
    const test: Draft = { name: textOf(name), file, texts: [], scenarios: [], features: [], versions: [], isDue: true };
    tests.push(test);
    return new Host('check.Test', test);
  };
  const { call } = createInterpreter(files, {
    globals: globalsOf([...variables], start),
    member: (receiver, name) => member(receiver, name, results),
  });
  for (const { name, text } of files) {
    file = name;
    for (const [, builder = ''] of text.matchAll(/^func \(\w* ?(\w+)\) build\(/gm))
      try {
        call(`${builder}.build`, [context, templates]);
      } catch (error) {
        if (!(error instanceof UnsupportedError)) throw error;
        unread.push({ builder, why: error.message });
      }
  }
  return { tests, unread };
}

type Draft = { -readonly [Key in keyof DeclaredTest]: DeclaredTest[Key] };

const context = new Host('check.ConnectivityTest', undefined);

function globalsOf(variables: readonly (readonly [string, Value])[], newTest: Callable) {
  return new Map<string, Value>([
    ...standardLibrary,
    ...variables,
    ['newTest', newTest],
    ['withKPRReqForMultiCluster', ([, ...requirements]) => requirements],
    ['check', names('package check')],
    ['tests', names('package tests')],
    ['features', names('package features')],
    ['template', object('package template', { SplitCommonSuffix: ([one, other]) => splitSuffix(one, other) })],
    ['versioncheck', object('package versioncheck', { MustCompile: () => () => true })],
  ]);
}

function member(receiver: Value, name: string, result: (name: string) => Value): Value | undefined {
  if (receiver === context) {
    if (name === 'Params') return () => new Struct('check.Parameters', new Map(Object.entries(parameters)), true);
    if (name === 'Features') return new Everything();
    if (name === 'CiliumAgentMetrics') return () => names('check.MetricsSource');
    if (name === 'CiliumVersion') return 'the pinned version';
    return undefined;
  }
  if (receiver instanceof Everything && name === 'MatchRequirements') return () => new Tuple([true, '']);
  if (receiver instanceof Struct && receiver.type === 'Result' && name === 'ExpectMetricsIncrease')
    return () => receiver;
  if (!(receiver instanceof Host)) return undefined;
  if (receiver.type === 'check.Test') return (args: readonly Value[]) => addTo(receiver, name, args);
  if (receiver.type === 'package check') return name.startsWith('Result') ? result(name) : undefined;
  if (receiver.type === 'package tests') return (args: readonly Value[]) => new Host('a scenario', { name, args });
  if (receiver.type !== 'package features') return undefined;
  if (name === 'GetIPFamily') return () => 'IPFamilyV4';
  return name.startsWith('Require') ? ([feature]) => (name === 'RequireEnabled' ? (feature ?? null) : null) : name;
}

/** One call of the chain that declares a test. */
function addTo(receiver: Host<unknown>, name: string, args: readonly Value[]): Value {
  const test = receiver.data as Draft;
  const texts = args.filter(arg => typeof arg === 'string');
  if (name === 'WithScenarios') test.scenarios = [...test.scenarios, ...args.map(readScenario)];
  else if (name === 'WithExpectations' && typeof args[0] === 'function') test.expectations = args[0];
  else if (name === 'WithCondition' && typeof args[0] === 'function') test.isDue &&= args[0]([], 0) === true;
  else if (name === 'WithFeatureRequirements') test.features = [...test.features, ...texts];
  else if (name === 'WithCiliumVersion') test.versions = [...test.versions, ...texts];
  else if (/Polic|WithResources/.test(name)) test.texts = [...test.texts, ...texts];
  return receiver;
}

function readScenario(value: Value): DeclaredTest['scenarios'][number] {
  const { name, args } = dataOf(value);
  const restrictions = args
    .filter(arg => arg instanceof Host)
    .map((arg): Restriction => {
      const option = dataOf(arg);
      const [first = null] = option.args;
      if (option.name === 'WithSourceLabelsOption') return { source: labelsOf(first) };
      if (option.name === 'WithDestinationLabelsOption') return { destination: labelsOf(first) };
      if (option.name === 'WithMethod') return { method: textOf(first) };
      return option.name === 'WithPath' ? { path: textOf(first) } : {};
    });
  const headers = args.flatMap((arg, index) =>
    typeof arg === 'string' && args[index - 1] === '-H' ? [arg.split(/:\s*/, 2)] : [],
  );
  return { name, restriction: Object.assign({ headers: Object.fromEntries(headers) }, ...restrictions) };
}

function dataOf(value: Value): { readonly name: string; readonly args: readonly Value[] } {
  if (!(value instanceof Host)) throw new UnsupportedError('a scenario that is not made by a function');
  return value.data as { name: string; args: readonly Value[] };
}

/** The labels of a name up to the suffix that it shares with another, and those of the suffix. */
function splitSuffix(one: Value | undefined, other: Value | undefined): Tuple {
  const { own, shared } = splitNames(textOf(one), textOf(other));
  return new Tuple([own, shared]);
}

/** The results that tests expect, with the reasons of drops by name. */
function resultsOf(connectivity: string): (name: string) => Value {
  const file = 'check/result.go';
  const reasons = ['defaultDropReason', 'authRequiredDropReason', 'policyDenyReason', 'defaultDenyReason'];
  const { value } = createInterpreter([parseGo(file, readFileSync(join(connectivity, file), 'utf8'))], {
    globals: new Map([...reasons, 'unencryptedDropReason'].map(name => [name, name])),
  });
  return value;
}
