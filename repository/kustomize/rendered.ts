import type { Manifest } from '../../model/manifest';
import type { Unevaluated } from '../unevaluated';

/** An object as a kustomization leaves it. */
export interface RenderedObject {
  readonly manifest: Manifest;
  /** As it is written; the same manifest where nothing changed it. */
  readonly written: Manifest;
  /** It is generated and states no namespace: whoever builds it decides. */
  readonly isFloating?: true;
  /** The namespace that a kustomization gives it. */
  readonly namespace?: string;
}

/** What is found in a folder, or rendered from it. */
export interface Folder {
  /** Every file that is read for it. */
  readonly files: readonly string[];
  readonly objects: readonly RenderedObject[];
  readonly unevaluated: readonly Unevaluated[];
  /** Namespace that a kustomization gives to everything. */
  readonly namespace?: string;
}

export const nothing: Folder = { files: [], objects: [], unevaluated: [] };

export const asWritten = (manifest: Manifest): RenderedObject => ({ manifest, written: manifest });
