// An entry that forgets the worker.
export {};
