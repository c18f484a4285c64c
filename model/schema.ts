import type { KubernetesObject } from './manifest';

/** A rule over values, in CEL, as a CRD has it (`x-kubernetes-validations`). */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  /** CEL that makes the message. */
  readonly messageExpression?: string;
  /** The field that is at fault, relative to the value: `.port`. */
  readonly fieldPath?: string;
}

/** The structural schema of a kind, prose stripped: what the API server refuses by, and completes with. */
export interface Schema {
  readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';
  readonly format?: string;
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly not?: Schema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  /** Fields whose values identify the items of a list. */
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** What one version of a kind looks like. */
export interface ObjectSchema {
  readonly scope: 'Namespaced' | 'Cluster';
  /** Of the whole object, `apiVersion`, `kind` and `metadata` included. */
  readonly root: Schema;
  /** A kind of Kubernetes itself: its decoder takes null for an absent field. */
  readonly builtIn: boolean;
}

/** The schema of an object's kind and version; undefined where it is unknown. */
export type SchemaOf = (object: Pick<KubernetesObject, 'apiVersion' | 'kind'>) => ObjectSchema | undefined;
