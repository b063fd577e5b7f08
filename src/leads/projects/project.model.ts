import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import type { Project } from './project.entity';

@ObjectType('Project', {
  description: 'What is being sold: a property development, a product. Groups forms, keywords and agents.',
})
export class ProjectModel {
  @Field(() => ID, { description: 'Identifier, a UUID.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name, unique in the tenant.' })
  readonly name!: string;

  @Field(() => [String], { description: 'Words in a form name that give this project away, when no mapping does.' })
  readonly keywords!: readonly string[];

  @Field(() => Boolean, { description: 'True when a lead that arrives for this project is called at once.' })
  readonly autoCall!: boolean;

  @Field(() => Date, { description: 'When the project was created.' })
  readonly createdAt!: Date;

  @Field(() => Date, { description: 'When the project last changed.' })
  readonly updatedAt!: Date;

  static of({ id, name, keywords, autoCall, createdAt, updatedAt }: Project): ProjectModel {
    return Object.assign(new ProjectModel(), { id, name, keywords, autoCall, createdAt, updatedAt });
  }
}

@ObjectType('ProjectConnection', { description: 'A page of projects.' })
export class ProjectConnection extends Connection(ProjectModel) {}
