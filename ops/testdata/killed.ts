/** Ends as a process that ran out of memory does. */
Deno.kill(Deno.pid, "SIGKILL");
