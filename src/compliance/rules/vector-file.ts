import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import type { PolicyChanges } from './rule-file.schema';
import {
  consentShape,
  dncShape,
  type FileVector,
  sourceFieldsOf,
  vectorFileShape,
  vectorPolicy,
  vectorShape,
} from './vector.schema';

type Given = Readonly<Record<string, unknown>> | null | undefined;

/** A file of questions with the answers that are expected. */
export interface VectorFile {
  readonly policy: PolicyChanges;
  readonly vectors: readonly ReadVector[];
  /** One line each, naming the vector and the field: such a vector counts as failed. */
  readonly unreadable: readonly string[];
  /** Fields nobody reads, each once. */
  readonly unknownFields: readonly string[];
}

export interface ReadVector {
  readonly vector: FileVector;
  readonly policy: PolicyChanges;
}

/** Thrown when a file of vectors cannot be read; the message names the file and the field. */
export class InvalidVectorFile extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidVectorFile';
  }
}

/** @throws InvalidVectorFile when it cannot be read, is no JSON, or no file of vectors. */
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
  const read = file.data.vectors.map((one, index) => vectorOf(one, index, unknown));
  return {
    policy: common(file.data.policy, path, unknown),
    vectors: read.filter((one) => typeof one !== 'string'),
    unreadable: read.filter((one) => typeof one === 'string'),
    unknownFields: [...unknown],
  };
}

function common(given: Given, path: string, unknown: Set<string>): PolicyChanges {
  const policy = policyOf(given, unknown);
  if (typeof policy === 'string') throw new InvalidVectorFile(`${path}: ${policy}`);
  return policy;
}

/** What is wrong with it where it cannot be read. */
function vectorOf(content: unknown, index: number, unknown: Set<string>): ReadVector | string {
  const name = nameOf(content, index);
  const parsed = vectorShape.safeParse(content);
  if (!parsed.success) return `${name}: ${firstProblem(parsed.error)}`;
  const vector = parsed.data;
  note(vector, [...Object.keys(vectorShape.shape), ...sourceFieldsOf(vector)], '', unknown);
  const consents = [vector.consent, ...(vector.consents ?? [])];
  for (const one of consents) if (one) note(one, Object.keys(consentShape.shape), 'consent.', unknown);
  if (vector.dnc) note(vector.dnc, Object.keys(dncShape.shape), 'dnc.', unknown);
  const policy = policyOf(vector.policy, unknown);
  return typeof policy === 'string' ? `${name}: ${policy}` : { vector, policy };
}

function nameOf(content: unknown, index: number): string {
  const id = typeof content === 'object' && content !== null && 'id' in content ? content.id : undefined;
  return typeof id === 'string' ? id : `vectors[${index}]`;
}

function note(object: object, known: readonly string[], prefix: string, unknown: Set<string>): void {
  for (const key of Object.keys(object)) if (!known.includes(key)) unknown.add(`${prefix}${key}`);
}

function policyOf(given: Given, unknown: Set<string>): PolicyChanges | string {
  const known = Object.keys(vectorPolicy.shape);
  const { recommended_production: _, ...policy } = given ?? {};
  note(policy, known, 'policy.', unknown);
  const changes = vectorPolicy.safeParse(
    Object.fromEntries(Object.entries(policy).filter(([key]) => known.includes(key))),
  );
  return changes.success ? changes.data : `policy.${firstProblem(changes.error)}`;
}

function firstProblem(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : error.message;
}
