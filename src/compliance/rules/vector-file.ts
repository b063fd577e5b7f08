import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { PolicyChanges } from './rule-file.schema';
import { type FileVector, vectorFileShape, vectorPolicy, vectorShape } from './vector.schema';

/** A file of questions with the answers that are expected. */
export interface VectorFile {
  readonly policy: PolicyChanges;
  readonly vectors: readonly { readonly vector: FileVector; readonly policy: PolicyChanges }[];
  /** Fields nobody reads, each once. */
  readonly unknownFields: readonly string[];
}

/** Thrown when a file of vectors cannot be read; the message names the vector and the field. */
export class InvalidVectorFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidVectorFile';
  }
}

/** @throws InvalidVectorFile when it cannot be read, is no JSON, or a vector of it cannot be meant. */
export function readVectorFile(path: string): VectorFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new InvalidVectorFile(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const file = vectorFileShape.safeParse(content);
  if (!file.success) throw new InvalidVectorFile(`${path}: ${firstProblem(file.error)}`);
  const unknown = new Set<string>();
  const vectors = file.data.vectors.map((one, index) => vectorOf(one, index, unknown));
  return { policy: policyOf(file.data.policy, 'policy', unknown), vectors, unknownFields: [...unknown] };
}

function vectorOf(content: unknown, index: number, unknown: Set<string>): VectorFile['vectors'][number] {
  const parsed = vectorShape.safeParse(content);
  if (!parsed.success) throw new InvalidVectorFile(`${nameOf(content, index)}: ${firstProblem(parsed.error)}`);
  const vector = parsed.data;
  note(vector, Object.keys(vectorShape.shape), '', unknown);
  const consents = [vector.consent, ...(vector.consents ?? [])];
  const { consent, dnc } = vectorShape.shape;
  for (const one of consents) if (one) note(one, Object.keys(consent.unwrap().unwrap().shape), 'consent.', unknown);
  if (vector.dnc) note(vector.dnc, Object.keys(dnc.unwrap().unwrap().shape), 'dnc.', unknown);
  return { vector, policy: policyOf(vector.policy, `${vector.id}: policy`, unknown) };
}

function nameOf(content: unknown, index: number): string {
  const id = typeof content === 'object' && content !== null && 'id' in content ? content.id : undefined;
  return typeof id === 'string' ? id : `vectors[${index}]`;
}

function note(object: object, known: readonly string[], prefix: string, unknown: Set<string>): void {
  for (const key of Object.keys(object)) if (!known.includes(key)) unknown.add(`${prefix}${key}`);
}

function policyOf(
  given: Readonly<Record<string, unknown>> | null | undefined,
  name: string,
  unknown: Set<string>,
): PolicyChanges {
  const known = Object.keys(vectorPolicy.shape);
  const { recommended_production: _, ...policy } = given ?? {};
  note(policy, known, 'policy.', unknown);
  const changes = vectorPolicy.safeParse(
    Object.fromEntries(Object.entries(policy).filter(([key]) => known.includes(key))),
  );
  if (!changes.success) throw new InvalidVectorFile(`${name}: ${firstProblem(changes.error)}`);
  return changes.data;
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : error.message;
}
