import type { Readable } from 'node:stream';
import { GraphQLUpload } from 'graphql-upload-minimal';

/** A file of a multipart request. Its bytes are streamed from the request as they are read and are never held whole. */
export interface UploadedFile {
  readonly filename: string;
  readonly mimetype: string;
  readonly encoding: string;
  /** May be called once; ends with an error when the file passes the size limit. */
  createReadStream(): Readable;
}

/** Argument type of an upload: `@Args('file', { type: () => UploadScalar }) file: Promise<UploadedFile>`. */
export const UploadScalar = GraphQLUpload;
