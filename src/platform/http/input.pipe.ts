import { type ArgumentMetadata, Injectable, type PipeTransform, type Type, ValidationPipe } from '@nestjs/common';
import { TypeMetadataStorage } from '@nestjs/graphql';
import type { ValidationError } from 'class-validator';
import { type FieldProblem, InvalidInput } from './invalid-input';

const MAX_PROBLEMS = 20;

/**
 * Checks what comes from outside against its class and hands over an instance of it. REST bodies and queries may hold only
 * decorated properties; GraphQL arguments have been checked against the schema, so there every `@Field` is let through.
 * @throws InvalidInput naming each field.
 */
@Injectable()
export class InputPipe implements PipeTransform {
  private readonly rest = new ValidationPipe({ ...COMMON, whitelist: true, forbidNonWhitelisted: true });
  private readonly graphql = new ValidationPipe(COMMON);
  private readonly inSchema = new WeakMap<Type, boolean>();

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.metatype && UNCHECKED.has(metadata.metatype)) return value;
    const pipe = metadata.metatype && this.isInSchema(metadata.metatype) ? this.graphql : this.rest;
    try {
      return await pipe.transform(value, metadata);
    } catch (error) {
      if (error instanceof InvalidInput && metadata.data) throw below(metadata.data, error);
      throw error;
    }
  }

  private isInSchema(type: Type): boolean {
    const known = this.inSchema.get(type);
    if (known !== undefined) return known;
    const declared = [...TypeMetadataStorage.getArgumentsMetadata(), ...TypeMetadataStorage.getInputTypesMetadata()];
    const found = declared.some(({ target }) => target === type);
    this.inSchema.set(type, found);
    return found;
  }
}

/** Types of arguments that no class describes: a file on its way in, a scalar that is already what it should be. */
const UNCHECKED: ReadonlySet<unknown> = new Set([Promise, BigInt, Map, Set]);

const COMMON = {
  transform: true,
  validationError: { target: false, value: false },
  exceptionFactory: (errors: ValidationError[]) => new InvalidInput(problemsOf(errors).slice(0, MAX_PROBLEMS)),
} as const;

function problemsOf(errors: readonly ValidationError[], path: readonly string[] = []): FieldProblem[] {
  return errors.flatMap((error) => {
    const here = [...path, error.property];
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
      field: here.join('.'),
      message: rule === 'whitelistValidation' ? 'is not known' : withoutName(message, error.property),
    }));
    return [...own, ...problemsOf(error.children ?? [], here)];
  });
}

/** class-validator begins its own messages with the property, which the field already says. */
function withoutName(message: string, property: string): string {
  return message.startsWith(`${property} `) ? message.slice(property.length + 1) : message;
}

function below(name: string, error: InvalidInput): InvalidInput {
  return new InvalidInput(error.problems.map(({ field, message }) => ({ field: `${name}.${field}`, message })));
}
