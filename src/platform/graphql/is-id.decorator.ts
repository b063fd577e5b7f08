import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { UUID } from '../values/uuid';

/**
 * What UuidPipe is for a single argument, for a field of an input or arguments class: lets through ids that PostgreSQL can read, in
 * lower case, as rows and topics have them. For a list of ids give `each`; optional fields also need `@IsOptional()`.
 */
export function IsId({ each = false }: { each?: boolean } = {}): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(lowered) : lowered(value))),
    Matches(UUID, { each, message: each ? 'must hold ids' : 'is not an id' }),
  );
}

function lowered(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
