import { type TransferListItem, Worker } from 'node:worker_threads';

/** Worker threads that are asked in turn. */
export interface Threads<Question, Answer> {
  /** How many questions are worth asking before the first answer is waited for. */
  readonly width: number;
  /** Asks the next thread; each answers in the order in which it was asked. `given` are buffers that go over to it. */
  ask(question: Question, given?: readonly TransferListItem[]): Promise<Answer>;
  /** Asks every thread. */
  askAll(question: Question): Promise<Answer[]>;
  close(): Promise<void>;
}

/** Questions that wait at each thread, so that it never idles. */
const WAITING = 3;

/** @param script the program of each thread; it gets `workerData` when it starts */
export function createThreads<Question, Answer>(
  count: number,
  script: URL,
  workerData: unknown,
): Threads<Question, Answer> {
  const threads = Array.from({ length: count }, () => createThread<Question, Answer>(script, workerData));
  let next = 0;
  return {
    width: count * WAITING,
    ask: (question, given) => {
      const thread = threads[next++ % count];
      if (thread === undefined) throw new RangeError('there are no threads');
      return thread.ask(question, given);
    },
    askAll: (question) => Promise.all(threads.map((thread) => thread.ask(question))),
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

function createThread<Question, Answer>(script: URL, workerData: unknown) {
  const worker = new Worker(script, { workerData });
  const waiting: Waiting<Answer>[] = [];
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure = error;
    for (const entry of waiting.splice(0)) entry.reject(error);
  };
  worker.on('message', (answer: Answer) => waiting.shift()?.resolve(answer));
  worker.on('error', fail);
  worker.on('exit', (code) => {
    if (waiting.length > 0) fail(new Error(`a worker stopped with ${code}`));
  });
  return {
    ask: (question: Question, given: readonly TransferListItem[] = []) =>
      new Promise<Answer>((resolve, reject) => {
        if (failure !== null) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.postMessage(question, given);
      }),
    close: () => worker.terminate(),
  };
}
