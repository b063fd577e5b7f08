import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';

@InputType('CreateProjectInput', { description: 'A new project.' })
export class CreateProjectInput {
  @Field(() => String, { description: 'Name, 1 to 200 characters, unique in the tenant.' })
  readonly name!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Words in a form name that give this project away; at most 100.',
  })
  readonly keywords?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Call leads of this project as they arrive.',
  })
  readonly autoCall?: boolean | null;
}

@InputType('UpdateProjectInput', { description: 'Changes of a project; what is left out stays.' })
export class UpdateProjectInput {
  @Field(() => String, { nullable: true, description: 'Name, 1 to 200 characters, unique in the tenant.' })
  readonly name?: string | null;

  @Field(() => [String], { nullable: true, description: 'All keywords, replacing those there are; at most 100.' })
  readonly keywords?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Call leads of this project as they arrive.' })
  readonly autoCall?: boolean | null;
}

@InputType('CreateFormMappingInput', { description: 'A form and its project.' })
export class CreateFormMappingInput {
  @Field(() => String, { description: 'Name of the form, 1 to 200 characters.' })
  readonly formName!: string;

  @Field(() => ID, { description: 'The project its senders are interested in.' })
  @IsId()
  readonly projectId!: string;
}

@InputType('UpdateFormMappingInput', { description: 'Changes of a form mapping; what is left out stays.' })
export class UpdateFormMappingInput {
  @Field(() => String, { nullable: true, description: 'Name of the form, 1 to 200 characters.' })
  readonly formName?: string | null;

  @Field(() => ID, { nullable: true, description: 'The project its senders are interested in.' })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;
}
