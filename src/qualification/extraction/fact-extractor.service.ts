import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LanguageModel, type ModelRequest } from '../../language-models/language-model.port';
import { structuredAnswer } from '../../language-models/structured-answer';
import type { SpokenTurn } from '../evidence/verify-facts';
import type { FieldDefinition } from '../rules/field-definitions';
import { type Extraction, extractionSchema, extractionShape } from './extraction';
import { extractionPrompt } from './extraction-prompt';
import { fencedTranscript } from './fenced-transcript';

/** One answer may take this long; the sweep of assessments is given more than three of them. */
export const EXTRACTION_TIMEOUT_MS = 60_000;

const MAX_OUTPUT_TOKENS = 4_000;

export interface ExtractionRequest {
  readonly turns: readonly SpokenTurn[];
  readonly fields: readonly FieldDefinition[];
  readonly attribution: ModelRequest['attribution'];
  /** ASSESSMENT when absent. */
  readonly purpose?: ModelRequest['purpose'];
  /** A minute when absent. */
  readonly timeoutMs?: number;
}

export interface ExtractionResult {
  readonly extraction: Extraction;
  readonly model: string;
}

/** Has a model read a transcript: no tools, a fixed form, and nothing in the prompt that it could help anybody to. */
@Injectable()
export class FactExtractor {
  constructor(private readonly models: LanguageModel) {}

  /** @throws the failures of LanguageModel.complete */
  async extract(request: ExtractionRequest): Promise<ExtractionResult> {
    const { turns, fields, attribution, purpose = 'ASSESSMENT', timeoutMs = EXTRACTION_TIMEOUT_MS } = request;
    const answer = await this.models.complete({
      tier: 'STRONG',
      purpose,
      system: extractionPrompt(fields),
      messages: [{ role: 'user', text: fencedTranscript(turns, randomBytes(12).toString('base64url')) }],
      outputSchema: extractionSchema(fields.map(({ name }) => name)),
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      timeoutMs,
      attribution,
    });
    return { extraction: structuredAnswer(answer, extractionShape), model: answer.model };
  }
}
