import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { BadUserInput } from '../errors/domain-error';
import { UUID } from '../values/uuid';

/**
 * Lets through ids that PostgreSQL can read, and the absence of an optional one: `@Args('id', { type: () => ID }, UuidPipe)`.
 * @throws BadUserInput naming the argument.
 */
@Injectable()
export class UuidPipe implements PipeTransform {
  transform(value: unknown, { data }: ArgumentMetadata): unknown {
    if (value === undefined || value === null) return value;
    if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
    throw new BadUserInput(data ?? 'id', 'is not an id.');
  }
}
