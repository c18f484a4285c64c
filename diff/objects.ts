import { isDeepStrictEqual } from 'node:util';
import { field } from '../model/fields';
import type { KubernetesObject } from '../model/manifest';
import { count } from '../model/plural';
import type { Violation } from '../model/structure/violation';
import { formatPath } from '../model/yaml';
import { isPolicyObject } from '../policy/read';
import { isApplication } from '../repository/application';
import { podTemplateOf } from '../repository/pods';
import { changedImmutableFields } from '../upstream/immutable-fields';
import { schemaOf } from '../upstream/schemas/load';
import { type ChangeDraft, type ClusterPair, type ObjectPair, quotedName } from './change';

/** Objects that are added, that restart pods, or that cannot be changed at all. */
export function objectChanges({ objects }: ClusterPair): ChangeDraft[] {
  const added = objects.filter(({ before }) => before === undefined).length;
  const changed = objects.filter(
    ({ before, after }) =>
      before !== undefined &&
      after !== undefined &&
      !isDeepStrictEqual(before.manifest.object, after.manifest.object) &&
      !isApplication(after.manifest.object),
  );
  const described = changed.map(pair => [...immutable(pair), ...restarted(pair)]);
  const unremarkable = changed.filter((_, index) => described[index]?.length === 0);
  // What a policy changes are connections, which are listed as such.
  const others = unremarkable.filter(({ after }) => after && !isPolicyObject(after.manifest.object)).length;
  return [
    ...described.flat(),
    ...(added > 0 ? [quiet(`${count(added, 'object')} added`)] : []),
    ...(others > 0 ? [quiet(`${count(others, 'object')} changed in place`)] : []),
  ];
}

const quiet = (message: string): ChangeDraft => ({ level: 'safe', topic: 'object', message });

function immutable({ before, after }: ObjectPair): ChangeDraft[] {
  if (before === undefined || after === undefined) return [];
  const [old, { object }] = [before.manifest.object, after.manifest];
  const fixed = changedImmutableFields(old, object).map(path => ({
    at: path,
    message: `\`${formatPath(path)}\` of ${quotedName(after)} cannot be changed: the sync fails`,
  }));
  const ruled = transitions(old, object).map(({ at, message }) => ({
    at,
    message: `${quotedName(after)} cannot be changed so: the sync fails, as ${message}`,
  }));
  return [...fixed, ...ruled].map(found => ({
    level: 'disruptive',
    topic: 'immutable',
    action: 'give the new object another name, or delete the old one first, knowing what goes with it',
    in: after.manifest,
    ...found,
  }));
}

/** Rules of a CRD about what may change. */
function transitions(before: KubernetesObject, after: KubernetesObject): readonly Violation[] {
  const schema = schemaOf(after);
  if (schema === undefined || schema.builtIn) return [];
  // Loaded where it is needed: few kinds have rules.
  const { brokenTransitions } = require('../model/structure/rules') as typeof import('../model/structure/rules');
  return brokenTransitions(before, after, schema.root).violations;
}

function restarted({ before, after }: ObjectPair): ChangeDraft[] {
  if (before === undefined || after === undefined) return [];
  const { object } = after.manifest;
  const [old, now] = [podTemplateOf(before.manifest.object), podTemplateOf(object)];
  if (now === undefined || object.kind === 'CronJob' || isDeepStrictEqual(old, now)) return [];
  const replicas = field(object, 'spec', 'replicas') ?? 1;
  const isAlone = object.kind !== 'DaemonSet' && Number(replicas) < 2;
  return [
    {
      level: isAlone ? 'disruptive' : 'watch',
      topic: 'restart',
      message: `${isAlone ? 'the only pod' : 'the pods'} of ${quotedName(after)} ${isAlone ? 'restarts' : 'restart'}`,
      in: after.manifest,
      at: now.at,
    },
  ];
}
