import type { Readable } from 'node:stream';
import { BadRequestException } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { type FileUpload, GraphQLUpload, processRequest, type UploadOptions } from 'graphql-upload-minimal';
import { BadUserInput } from '../errors/domain-error';
import { BODY_LIMIT } from '../http/body-parsers';

/** Longest file, in bytes. */
export const MAX_UPLOAD_BYTES = 2 * 1_024 ** 3;

/** How long a client may go on sending a file that nobody reads any more. */
const DRAIN_MS = 5_000;

/** A file of a multipart request. Its bytes are streamed from the request as they are read and are never held whole. */
export interface UploadedFile {
  readonly filename: string;
  readonly mimetype: string;
  readonly encoding: string;
  /** May be called once; fails with BadUserInput when the file passes the size limit, and when the client goes away. */
  createReadStream(): Readable;
}

/** Argument type of an upload: `@Args('file', { type: () => UploadScalar }) file: Promise<UploadedFile>`. */
export const UploadScalar = new GraphQLScalarType<Promise<UploadedFile>, never>({
  name: 'Upload',
  description: 'A file of a multipart request (GraphQL multipart request specification).',
  parseValue: async (value) => guarded(await (GraphQLUpload.parseValue(value) as Promise<FileUpload>)),
  parseLiteral: () => {
    throw new GraphQLError('Upload must be a variable.');
  },
  serialize: () => {
    throw new TypeError('An upload has no representation in an answer.');
  },
});

/**
 * Reads multipart requests to `/graphql` as far as the operation and hands it on; the file follows while the resolver reads it.
 * Forgery is prevented by the server behind it, which wants a header that only same-origin pages may set.
 */
export function uploadRequests(maxFileSize = MAX_UPLOAD_BYTES): RequestHandler {
  const options = { maxFileSize, maxFiles: 1, maxFieldSize: BODY_LIMIT };
  return async (request, response, next) => {
    if (request.is('multipart/form-data')) {
      response.once('finish', () => stopUpload(request));
      request.body = await operationOf(request, response, options);
    }
    next();
  };
}

async function operationOf(request: Request, response: Response, options: UploadOptions): Promise<unknown> {
  try {
    return await processRequest(request, response, options);
  } catch (error) {
    throw isExposed(error) ? error : new BadRequestException('multipart', { cause: error });
  }
}

/** The library ends an oversized stream as if it were complete; ours fails. */
function guarded(file: FileUpload): UploadedFile {
  const { filename, mimetype, encoding } = file;
  return {
    filename,
    mimetype,
    encoding,
    createReadStream: () => {
      const stream: Readable = file.createReadStream();
      stream.once('limit', () => stream.destroy(new BadUserInput('file', 'is too large.')));
      return stream;
    },
  };
}

/** Once answered, the rest of the file is of no use: let a short rest arrive, cut a long one off. */
function stopUpload(request: Request): void {
  if (request.complete) return;
  request.unpipe();
  request.resume();
  const timer = setTimeout(() => request.destroy(), DRAIN_MS).unref();
  request.once('close', () => clearTimeout(timer));
}

function isExposed(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'expose') === true;
}
