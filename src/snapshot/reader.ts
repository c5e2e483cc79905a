import type { Issue } from '../base/issue.js';
import { householdSchema } from '../schema/household.js';
import type { VocabularyFile } from '../schema/vocabulary.js';
import { type Implications, implicationsOf } from './implies.js';
import { problemsIn } from './problems.js';
import { clausesOf, createWalk, type Raw, type ReadName, type Store, type Walk, type WalkSource } from './walk.js';

/** Takes the values of a household or a member as they are read. */
export type Sink = (name: string, type: ReadName['type'], value: Raw, clause?: string) => void;

/** What of a rule set its reader is made from. */
export interface ReaderSource extends WalkSource {
  readonly vocabulary: Pick<VocabularyFile, 'facts'>;
}

/** Reads household snapshots for one rule set. What it is made of hangs on the rules alone, and is made when it is first needed. */
export class HouseholdReader {
  readonly #source: ReaderSource;
  #implications: Implications | undefined;
  #walk: Walk<Sink> | undefined;
  #schema: ReturnType<typeof householdSchema> | undefined;

  constructor(source: ReaderSource) {
    this.#source = source;
    this.#implications = source.implications;
  }

  /** What the facts imply of each other. */
  get implications(): Implications {
    this.#implications ??= implicationsOf(this.#source.vocabulary.facts);
    return this.#implications;
  }

  /** The reader of the facts of a household and of its members. */
  get walk(): Walk<Sink> {
    this.#walk ??= createWalk({ ...this.#source, implications: this.implications }, handOn);
    return this.#walk;
  }

  /** Names what is wrong with a snapshot, for one that has been refused. See {@link problemsIn}. */
  problems(snapshot: Readonly<Record<string, unknown>>, chosen: string | undefined): readonly Issue[] {
    const { vocabulary, jurisdiction } = this.#source;
    this.#schema ??= householdSchema(vocabulary.facts);
    const { implications } = this;
    const clauses = clausesOf(this.#source);
    return problemsIn(
      { facts: vocabulary.facts, schema: this.#schema, implications, clauses, jurisdiction },
      snapshot,
      chosen,
    );
  }
}

/** Every value goes to the sink, with its name and its type. */
function handOn({ name, type }: ReadName): Store<Sink> {
  return (value, sink, clause) => {
    sink(name, type, value, clause);
    return true;
  };
}
