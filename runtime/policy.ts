import type { Manifest } from '../model/manifest';
import type { Mapping } from './mapping';

/** The sections of a TracingPolicy that hold hooks (`tetragon 1.7 pkg/k8s/apis/cilium.io/v1alpha1/types.go`). */
export const hookSections = ['kprobes', 'tracepoints', 'lsmhooks', 'uprobes', 'usdts', 'fentries'] as const;

export type HookSection = (typeof hookSections)[number];

export interface Argument extends Mapping {
  readonly index: number;
  readonly type: string;
  readonly label?: string;
}

/** A condition on an argument, on data or on the returned value. */
export interface Filter extends Mapping {
  readonly from: 'matchArgs' | 'matchData' | 'matchReturnArgs';
  readonly operator: string;
  readonly values: readonly string[];
  /** What it is about; undefined where the hook declares no such argument. */
  readonly argument?: Argument;
  /** Place of `argument` among the arguments or the data that the hook declares. */
  readonly position: number;
}

export interface Action extends Mapping {
  readonly name: string;
}

export interface Selector extends Mapping {
  readonly filters: readonly Filter[];
  readonly actions: readonly Action[];
}

export interface Hook extends Mapping {
  readonly section: HookSection;
  /** The function, hook or event as the policy writes it. */
  readonly name: string;
  /** The names under which events report it: one for each symbol of a uprobe, and for each function of a list. */
  readonly reportedAs: readonly string[];
  readonly args: readonly Argument[];
  readonly data: readonly Argument[];
  readonly selectors: readonly Selector[];
}

/** A TracingPolicy as it is written, read leniently: what is wrong with it is for the linter to find. */
export interface Policy {
  readonly manifest: Manifest;
  readonly name: string;
  readonly namespace?: string;
  readonly isNamespaced: boolean;
  readonly spec: Mapping;
  readonly hooks: readonly Hook[];
}
