package dev.millrace.cli.stack;

import dev.millrace.flow.commands.Commands;
import java.util.Optional;

/// The options of every command that say on which stack it works.
public interface StackOptions {
    /// The stack that `--stack` names, or the one at home.
    ///
    /// @throws picocli.CommandLine.ParameterException when a region is given without a stack
    Stack stack();

    /// The name of the stack in an account, when the command line gives one.
    Optional<String> stackName();

    /// The region that the command line gives.
    Optional<String> region();

    /// The commands to go on with, as far as the command line tells where; [Stack#commands()] knows the region, too.
    Commands commands();

    /// Whether it is the local cloud.
    boolean atHome();
}
