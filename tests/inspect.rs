//! `knit inspect`: the bytes of messages, drawn.

use crate::project::{Project, expect, stderr, stdout};

const TASKS: &str = r#"export type Shape = { kind: "circle"; radius: number } | { kind: "square"; side: string };
export type Options = { quality?: number; mode: "fast" | "good"; shapes: Shape[]; sizes: Map<string, boolean> };
export function draw(options: Options, at: [number, string, ...boolean[]], tags: Set<string>): string | null {
  return null;
}
export function empty(): void {}
export function links(table: { [name: `x-${string}`]: number; id: bigint }): Date {
  return new Date();
}
"#;

#[test]
fn every_kind_of_part_is_drawn() {
    let project = Project::new(&[("tasks.ts", TASKS)]);
    let done = project.knit(&["inspect", "tasks.ts"]);
    expect(&done, 0);
    insta::assert_snapshot!(stdout(&done));
}

#[test]
fn tasks_can_be_chosen() {
    let project = Project::new(&[("tasks.ts", TASKS)]);
    let done = project.knit(&["inspect", "tasks.ts", "empty"]);
    expect(&done, 0);
    insta::assert_snapshot!(stdout(&done), @r"
    task empty
      request  0 bytes
      response  0 bytes
        offset  size  name    type
             0     0  result  void
    ");
    let unknown = project.knit(&["inspect", "tasks.ts", "emtpy"]);
    expect(&unknown, 2);
    insta::assert_snapshot!(stderr(&unknown), @"error: there is no task `emtpy`; there are `draw`, `empty`, `links`");
}
