"""Robot's variable that names the lab."""

from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError


def robot_variable_lab() -> str | None:
    """Robot's ``${LAB}``, when Robot runs and it is set."""
    try:
        value = BuiltIn().get_variable_value("${LAB}")
    except RobotNotRunningError:
        return None
    return str(value) if value else None
